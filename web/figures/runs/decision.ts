/** The most probable class, among the probabilities at an offset in an array. */
export function decisionAt(probabilities: Float32Array, start: number, classes: number) {
  let best = 0;
  for (let one = 1; one < classes; one++) {
    if ((probabilities[start + one] as number) > (probabilities[start + best] as number)) best = one;
  }
  return { class: best, confidence: probabilities[start + best] as number };
}
