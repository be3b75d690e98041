/** What readers call the parameters and their choices: apart from the table, which is needed before any is shown. */

import { texts as en } from '../locales/en/training-parameters.js';
import { inEveryLanguage, type Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/training-parameters.js';
import type { ParameterKey, Values } from './parameters.js';
import { type Labels, plainLabels, plainTexts } from './plain-labels.js';

/** Parameters whose values are words. */
type ChoiceKey = { [Key in ParameterKey]: Values[Key] extends string ? Key : never }[ParameterKey];

interface AllTexts {
  readonly parameters: Readonly<Record<ParameterKey, string>>;
  readonly choices: { readonly [Key in ChoiceKey]: Readonly<Record<Values[Key], string>> };
}

const further: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

export const labelTexts = inEveryLanguage<AllTexts>((tag) => ({
  parameters: { ...plainTexts[tag].parameters, ...further[tag].parameters },
  choices: { ...plainTexts[tag].choices, ...further[tag].choices },
}));

export const labels: Labels = {
  texts: labelTexts,
  examples: { ...plainLabels.examples, layers: '64, 64', student: '64, 64', temperatures: '1, 2, 4, 8' },
};
