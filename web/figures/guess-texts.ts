/** What is written beside a guess in every language. */

import { texts as en } from '../locales/en/guess.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/guess.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
