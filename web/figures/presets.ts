/** Named settings. */

import { type FigureName, type ParameterKey, parametersOf, resolve, type Text, type Values } from './parameters.js';

interface Preset {
  readonly name: string;
  readonly label: Text;
  /** What differs from the figure's defaults; undefined for the defaults themselves. */
  readonly values?: Readonly<Partial<Values>>;
}

const presets: readonly Preset[] = [
  { name: 'article', label: { 'zh-Hant': '預設值', en: 'Defaults' } },
  {
    name: 'pytorch',
    label: { 'zh-Hant': 'PyTorch (label_smoothing=0.1)', en: 'PyTorch (label_smoothing=0.1)' },
    values: { alpha: 0.1, convention: 'uniform' },
  },
  {
    name: 'transformer',
    label: { 'zh-Hant': 'Transformer（α = 0.1，others）', en: 'Transformer (α = 0.1, others)' },
    values: { alpha: 0.1, convention: 'others' },
  },
  {
    name: 'annotated',
    label: { 'zh-Hant': 'Annotated Transformer（padded）', en: 'Annotated Transformer (padded)' },
    values: { alpha: 0.1, convention: 'padded', paddingIndex: 0 },
  },
  { name: 'none', label: { 'zh-Hant': '不平滑 (α = 0)', en: 'No smoothing (α = 0)' }, values: { alpha: 0 } },
  { name: 'extreme', label: { 'zh-Hant': '極端 (α = 0.9)', en: 'Extreme (α = 0.9)' }, values: { alpha: 0.9 } },
];

/** The presets of a figure: those of which it has every parameter. */
export function presetsOf(figure: FigureName): readonly { readonly name: string; readonly label: Text }[] {
  const keys = new Set<ParameterKey>(parametersOf(figure).map(({ key }) => key));
  if (!keys.has('alpha')) return [];
  return presets.filter(({ values = {} }) =>
    Object.keys(values).every((key) => key === 'paddingIndex' || keys.has(key as ParameterKey)),
  );
}

/** The changes that a preset makes. */
export function presetValues(figure: FigureName, name: string): Partial<Values> {
  const { values } = presets.find((preset) => preset.name === name) ?? {};
  return values ?? resolve(figure, () => null).values;
}
