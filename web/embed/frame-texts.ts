/** What the page for iframes says. */

import { texts as en } from '../locales/en/frame.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/frame.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
