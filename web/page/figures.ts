/**
 * The figures of the page in reading order: the element's attributes and the numbers it reads out in that setting.
 *
 * The numbers are what the page says before (or without) WebAssembly; a browser test compares each of them with what
 * the running figure computes.
 */
export interface PageFigure {
  /** Attributes of `<label-smoothing>`; what is left out has the figure's default, which is the article's value. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly readout: Readonly<Record<string, number>>;
}

export const figures = {
  'cross-entropy': {
    attributes: { figure: 'cross-entropy' },
    readout: { classes: 10, target: 2, probability: 0.75, loss: 0.287682072452 },
  },
  targets: {
    attributes: { figure: 'targets' },
    readout: {
      alpha: 0.1,
      classes: 5,
      target: 2,
      'target-probability': 0.92,
      'other-probability': 0.02,
      entropy: 0.389672920658,
      sum: 1,
    },
  },
  steps: {
    attributes: { figure: 'steps' },
    readout: { alpha: 0.4, classes: 5, confidence: 0.6, share: 0.4 / 3, kl: Infinity, 'kl-remedied': 5.97115 },
  },
  heatmap: {
    attributes: { figure: 'heatmap' },
    readout: {
      alpha: 0.4,
      classes: 5,
      target: 2,
      'target-probability': 0.6,
      'other-probability': 0.4 / 3,
      entropy: 1.112457,
      sum: 1,
    },
  },
  'loss-curve': {
    attributes: { figure: 'loss-curve' },
    readout: {
      alpha: 0.1,
      classes: 5,
      'minimum-x': 27,
      'minimum-loss': 0,
      'loss-first': 0.95135,
      'loss-last': 0.054421,
    },
  },
  example: {
    // The text beside it is about this convention only.
    attributes: { figure: 'targets', convention: 'padded', hide: 'convention' },
    readout: {
      alpha: 0.1,
      classes: 5,
      target: 2,
      'target-probability': 0.9,
      'other-probability': 0.1 / 3,
      entropy: 0.434944202258,
      sum: 1,
    },
  },
} as const satisfies Record<string, PageFigure>;

export type FigureName = keyof typeof figures;

/** The readout number `key` of a figure in its first state; the build fails for a name that does not exist. */
export function initialNumber(figure: FigureName, key: string): number {
  const value = (figures[figure].readout as Readonly<Record<string, number>>)[key];
  if (value === undefined) throw new Error(`figure "${figure}" reads out no number "${key}"`);
  return value;
}
