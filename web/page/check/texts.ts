/** What the page that checks a model says in every language. */

import { check as en } from '../../locales/en/page/check.js';
import type { Texts } from '../../locales/languages.js';
import { check as zhHant } from '../../locales/zh-Hant/page/check.js';

export const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
