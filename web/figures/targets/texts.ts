/** What the figure says in every language. */

import { texts as en } from '../../locales/en/figures/targets.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/figures/targets.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
