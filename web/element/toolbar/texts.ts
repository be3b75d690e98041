/** What the menu says in every language. */

import { texts as en } from '../../locales/en/toolbar.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/toolbar.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
