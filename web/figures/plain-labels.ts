/** What readers call the parameters, and their choices, of figures that train nothing. */

import { texts as en } from '../locales/en/parameters.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/parameters.js';
import type { ParameterKey } from './parameters.js';

/** What readers call parameters and their choices. */
export interface Labels {
  readonly texts: Texts<{
    readonly parameters: Readonly<Partial<Record<ParameterKey, string>>>;
    readonly choices: Readonly<Partial<Record<ParameterKey, Readonly<Record<string, string>>>>>;
  }>;
  /** What could be entered in an empty field. */
  readonly examples: Readonly<Partial<Record<ParameterKey, string>>>;
}

export const plainTexts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

export const plainLabels: Labels = { texts: plainTexts, examples: { alphas: '0.4, 0.9' } };
