/** What the figure says in every language. */

import { texts as en } from '../../locales/en/figures/draw.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/figures/draw.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
