/** What figures share of their words. */

import { texts as en } from '../locales/en/figures/shared.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/figures/shared.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
