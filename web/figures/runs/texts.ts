/** What figures share of their words that train networks. */

import { texts as en } from '../../locales/en/figures/runs.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/figures/runs.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
