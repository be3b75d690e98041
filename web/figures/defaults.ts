/** Defaults that several figures share. */

import { hasPictures, type OfFigure, type Values } from './vocabulary.js';

/** The article's prediction 0, .2, .7, .1, 0; padded with zeros or with its tail joined for another K. */
export function examplePredictions({ classes }: Values): readonly number[] {
  if (classes < 4) return [0, 0.3, 0.7].slice(0, classes);
  return Array.from({ length: classes }, (_, index) => [0, 0.2, 0.7, 0.1][index] ?? 0);
}

/** Class frequencies that fall like 1/rank, as those of words do: 5, 2, 1, 1, 1 for five classes. */
export const zipf = ({ classes }: Values): readonly number[] =>
  Array.from({ length: classes }, (_, index) => Math.floor(classes / (index + 1)));

/** Logits of a model that is clearly right: 0, 1, 4, 2, −1 for five classes. */
export const exampleLogits = ({ classes }: Values): readonly number[] =>
  Array.from({ length: classes }, (_, index) => [0, 1, 4, 2, -1][index] ?? 0);

/** Five classes, and at most so many. */
export const fiveOf = (most: number) => ({ default: 5, range: () => [2, most] as const });

/** Of a figure that trains networks. */
export const trained = {
  data: 'fashion',
  classes: (values) => (values.data === 'gaussian' || hasPictures(values) ? 10 : values.data === 'moons' ? 2 : 3),
  noise: (values) => (hasPictures(values) ? 0 : 0.2),
  spread: ({ data }) => (data === 'gaussian' ? 1 : 0.2),
  samples: (values) => (hasPictures(values) ? 1000 : 500),
  epochs: 80,
  layers: [64, 64],
  optimizer: 'adam',
  learningRate: ({ optimizer }) => (optimizer === 'adam' ? 0.003 : 0.1),
  momentum: 0.9,
  weightDecay: 0,
  batch: 50,
  dimensions: 16,
  seed: 1,
} satisfies OfFigure;
