/** Letters that no digit looks like, and a digit, as strokes of a pen. */

import type { Stroke } from './strokes.js';

/** Corners on a grid of 4 x 6, two figures each, strokes apart. */
const written = {
  A: ['062046', '1333'],
  K: ['0006', '400346'],
  M: ['0600234046'],
  R: ['06003041332303', '1346'],
  W: ['0016223640'],
  X: ['0046', '4006'],
  H: ['0006', '4046', '0343'],
};

export type Letter = keyof typeof written;
export const letters = Object.keys(written) as readonly Letter[];

const strokes = (corners: readonly string[]): readonly Stroke[] =>
  corners.map((of) =>
    (of.match(/../g) ?? []).map((corner): readonly [number, number] => [
      0.25 + Number(corner[0]) / 8,
      0.15 + (0.7 * Number(corner[1])) / 6,
    ]),
  );

export const strokesOf = (letter: Letter): readonly Stroke[] => strokes(written[letter]);

/** A four, which is in the square before anybody draws. */
export const firstStrokes = strokes(['300444', '3236']);
