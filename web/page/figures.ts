/**
 * The figures of the page in reading order, by the name that its links, formulas and numbers call them: the attributes
 * of `<label-smoothing>`. What is left out has the figure's default, which is the article's value.
 */
import type { FigureName as Drawing } from '../figures/parameters.js';

export const figures = {
  'cross-entropy': { figure: 'cross-entropy' },
  targets: { figure: 'targets' },
  conventions: { figure: 'conventions' },
  steps: { figure: 'steps' },
  trace: { figure: 'trace' },
  heatmap: { figure: 'heatmap' },
  'loss-curve': { figure: 'loss-curve' },
  decomposition: { figure: 'decomposition' },
  gradient: { figure: 'gradient' },
  'logit-gap': { figure: 'logit-gap' },
  temperature: { figure: 'temperature' },
  // The text beside it is about this convention only.
  example: { figure: 'targets', convention: 'padded', hide: 'convention' },
  training: { figure: 'training' },
  'alpha-sweep': { figure: 'alpha-sweep' },
  distillation: { figure: 'distillation' },
} as const satisfies Record<string, { readonly figure: Drawing } & Readonly<Record<string, string>>>;

export type FigureName = keyof typeof figures;
