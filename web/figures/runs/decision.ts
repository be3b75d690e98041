import type { Decisions } from './pictures.js';

/** The most probable class, among the probabilities at an offset in an array. */
export function decisionAt(probabilities: Float32Array, start: number, classes: number) {
  let best = 0;
  for (let one = 1; one < classes; one++) {
    if ((probabilities[start + one] as number) > (probabilities[start + best] as number)) best = one;
  }
  return { class: best, confidence: probabilities[start + best] as number };
}

/** Those of all rows of N x K probabilities. */
export function decisionsOf(probabilities: Float32Array, classes: number): Decisions {
  const rows = Array.from({ length: probabilities.length / classes }, (_, row) =>
    decisionAt(probabilities, row * classes, classes),
  );
  return {
    classes: Uint8Array.from(rows, (row) => row.class),
    confidences: Float32Array.from(rows, ({ confidence }) => confidence),
  };
}
