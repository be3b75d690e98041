/** What the Hugo module says. */

import { texts as en } from '../locales/en/hugo.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/hugo.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
