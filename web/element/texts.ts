/** What controls and frame say in every language. */

import { texts as en } from '../locales/en/element.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/element.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
