/** What the page says in every language. */

import { article as en } from '../locales/en/page/article.js';
import { missing as missingEn } from '../locales/en/page/missing.js';
import type { Texts } from '../locales/languages.js';
import { article as zhHant } from '../locales/zh-Hant/page/article.js';
import { missing as missingZhHant } from '../locales/zh-Hant/page/missing.js';
import type { Content } from './content.js';

export const articles: Texts<Content> = { 'zh-Hant': zhHant, en };

export const missing: Texts<typeof missingZhHant> = { 'zh-Hant': missingZhHant, en: missingEn };
