/** Named settings. */

import { texts as en } from '../locales/en/presets.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/presets.js';
import { type FigureName, type ParameterKey, parametersOf, resolve, type Values } from './parameters.js';

export const presetTexts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

type PresetName = keyof typeof zhHant;

interface Preset {
  readonly name: PresetName;
  /** What differs from the figure's defaults; undefined for the defaults themselves. */
  readonly values?: Readonly<Partial<Values>>;
}

const presets: readonly Preset[] = [
  { name: 'article' },
  {
    name: 'pytorch',
    values: { alpha: 0.1, convention: 'uniform' },
  },
  {
    name: 'transformer',
    values: { alpha: 0.1, convention: 'others' },
  },
  {
    name: 'annotated',
    values: { alpha: 0.1, convention: 'padded', paddingIndex: 0 },
  },
  { name: 'none', values: { alpha: 0 } },
  { name: 'extreme', values: { alpha: 0.9 } },
  // Figure 1 of Müller, Kornblith and Hinton, with classes that are easily told apart and with ones that are not.
  { name: 'easyClasses', values: { view: 'projection', data: 'fashion', shown: [1, 7, 8] } },
  { name: 'alikeClasses', values: { view: 'projection', data: 'fashion', shown: [0, 2, 6] } },
];

/** The presets of a figure: those of which it has every parameter. */
export function presetsOf(figure: FigureName): readonly PresetName[] {
  const keys = new Set<ParameterKey>(parametersOf(figure).map(({ key }) => key));
  if (!keys.has('alpha')) return [];
  const fitting = presets.filter(({ values = {} }) =>
    Object.keys(values).every((key) => key === 'paddingIndex' || keys.has(key as ParameterKey)),
  );
  return fitting.map(({ name }) => name);
}

/** The changes that a preset makes. */
export function presetValues(figure: FigureName, name: string): Partial<Values> {
  const { values } = presets.find((preset) => preset.name === name) ?? {};
  return values ?? resolve(figure, () => null).values;
}
