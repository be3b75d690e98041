/** The rules for values in the reader's language. They are apart from the table, which loads first. */

import { texts as en } from '../locales/en/rules.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/rules.js';
import { type Language, type Parameter, ruleOf, type Values } from './parameters.js';

const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** `values` holds the parameters above it in the table. */
export const ruleIn = (language: Language, parameter: Parameter, values: Values): string =>
  ruleOf(parameter, values, texts[language]);
