/** A trained network in the page: what a picture that is being drawn needs at once, a worker would answer too late. */

import type { Weights } from '../runs/pictures.js';

/** Class probabilities of one picture: the layers of `Mlp`, with ReLU between them, then a softmax. */
export function probabilitiesOf(
  { inputs, hidden, classes, networks }: Weights,
  network: number,
  features: Float32Array,
): Float32Array {
  const parameters = networks[network] as Float32Array;
  const widths = [inputs, ...hidden, classes];
  let values: Float64Array = Float64Array.from(features);
  let start = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const [from, to] = [widths[layer - 1] as number, widths[layer] as number];
    const biases = start + from * to;
    const isLast = layer === widths.length - 1;
    const next = new Float64Array(to);
    for (let unit = 0; unit < to; unit++) {
      let sum = parameters[biases + unit] as number;
      for (let at = 0; at < from; at++)
        sum += (parameters[start + unit * from + at] as number) * (values[at] as number);
      next[unit] = isLast ? sum : Math.max(sum, 0);
    }
    values = next;
    start = biases + to;
  }
  const largest = Math.max(...values);
  const weights = values.map((logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float32Array.from(weights, (weight) => weight / total);
}
