/**
 * The figures of the page in reading order, with the attributes of their `<label-smoothing>`. The names are those in
 * links, formulas and numbers. Other attributes have the figure's defaults.
 */
import type { FigureName as Drawing } from '../figures/parameters.js';

export const figures = {
  wall: { figure: 'wall' },
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
  descent: { figure: 'descent' },
  temperature: { figure: 'temperature' },
  // The text next to it is only about this convention, and about five classes.
  example: { figure: 'targets', convention: 'padded', hide: 'convention classes' },
  training: { figure: 'training' },
  'alpha-sweep': { figure: 'alpha-sweep' },
  distillation: { figure: 'distillation' },
  draw: { figure: 'draw' },
} as const satisfies Record<string, { readonly figure: Drawing } & Readonly<Record<string, string>>>;

export type FigureName = keyof typeof figures;

/** Figures that the article does not have, but its site. */
export const otherFigures = {
  calibration: { figure: 'calibration' },
} as const satisfies Record<string, { readonly figure: Drawing }>;

/** A figure of the site. */
export type AnyFigureName = FigureName | keyof typeof otherFigures;
