/** What the stepper says in every language. */

import { texts as en } from '../../locales/en/stepper.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/stepper.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
