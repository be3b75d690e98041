/** The order of pictures by confidence. */

import type { Gallery } from '../runs/pictures.js';

/** What a network says of one picture. */
export interface Answer {
  readonly guess: number;
  readonly confidence: number;
  readonly isRight: boolean;
  /** Its place among all pictures, the surest first. */
  readonly rank: number;
}

const known = new WeakMap<Gallery, readonly (readonly Answer[])[]>();

/** The answers of each network, by picture. */
export function answersOf(gallery: Gallery): readonly (readonly Answer[])[] {
  const before = known.get(gallery);
  if (before) return before;
  const { targets, networks } = gallery;
  const answers = networks.map(({ classes, confidences }) => {
    const ranks = new Int32Array(targets.length);
    // Equal confidences stay in the order of the pictures.
    Array.from(confidences, (confidence, picture) => ({ confidence, picture }))
      .sort((a, b) => b.confidence - a.confidence || a.picture - b.picture)
      .forEach(({ picture }, rank) => {
        ranks[picture] = rank;
      });
    return Array.from(confidences, (confidence, picture) => {
      const guess = classes[picture] as number;
      return { guess, confidence, isRight: guess === targets[picture], rank: ranks[picture] as number };
    });
  });
  known.set(gallery, answers);
  return answers;
}

export const isAbove = ({ confidence }: Answer, threshold: number) => confidence > threshold;

/**
 * Area under the ROC curve of confidence as a sign of right answers: the share of pairs of a right and a wrong answer in
 * which the right one is the surer; equal confidences count half.
 */
export function auroc(answers: readonly Answer[]): number {
  const sorted = [...answers].sort((a, b) => a.confidence - b.confidence);
  const rights = answers.filter(({ isRight }) => isRight).length;
  let sum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.confidence === sorted[start]?.confidence) end++;
    const rank = (start + 1 + end) / 2;
    for (; start < end; start++) if (sorted[start]?.isRight) sum += rank;
  }
  return (sum - (rights * (rights + 1)) / 2) / (rights * (answers.length - rights));
}
