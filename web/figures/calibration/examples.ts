/** Two networks of the page's training section, with hard and with smoothed labels, on 500 test examples. */

import type { Given } from './analysis.js';
import recorded from './examples.json';

export type ExampleName = 'hard' | 'smoothed';

/** Predictions as their bytes say, see tests/golden/make_calibration_example.mjs. */
export function exampleOf(name: ExampleName): Given {
  const { classes } = recorded;
  const bytes = atob(recorded[name]);
  const scores = Float32Array.from(bytes, (byte) => -((byte.charCodeAt(0) / 63.75) ** 2));
  const targets = Int32Array.from(recorded.targets, Number);
  return { scores, areLogits: true, targets, classes, owned: true };
}
