/** What readers of files say in every language. */

import { texts as en } from '../locales/en/readers.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/readers.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
