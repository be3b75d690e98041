/** What buttons and progress say in every language. */

import { texts as en } from '../../locales/en/runner.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/runner.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
