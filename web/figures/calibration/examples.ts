/** The recorded networks of the page's training section, with hard and with smoothed labels, on their test pictures. */

import { fashion as en } from '../../locales/en/pictures.js';
import type { Language, Texts } from '../../locales/languages.js';
import { fashion as zhHant } from '../../locales/zh-Hant/pictures.js';
import file from '../recordings/fashion-predictions.json';
import { type PredictionsFile, readPredictions } from '../recordings/format.js';
import type { Given } from './analysis.js';
import type { Checked } from './check.js';
import { texts } from './texts.js';

const recorded = file as PredictionsFile;
const networks = ['hard', 'smoothed'] as const;
export type ExampleName = (typeof networks)[number];

const classNames: Texts<readonly string[]> = { 'zh-Hant': zhHant, en };

export function exampleOf(name: ExampleName): Given {
  const { classes, targets } = recorded;
  const scores = readPredictions(recorded, networks.indexOf(name));
  return { scores, areLogits: true, targets: Int32Array.from(targets, Number), classes, owned: true };
}

/** The same, with the names of the network and of its classes. */
export function inLanguage(example: Checked, name: ExampleName, language: Language): Checked {
  const { analysis } = example;
  const names = classNames[language];
  const perClass = analysis.perClass.map((row) => ({ ...row, name: names[row.index] as string }));
  return { ...example, name: texts[language][name], analysis: { ...analysis, names, perClass } };
}
