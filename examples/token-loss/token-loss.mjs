// The loss of a causal language model, as the Trainer of Hugging Face transformers computes it with label_smoothing_factor:
// position t predicts token t + 1, and the mean is over all tokens but padding.
import { load } from 'label-smoothing';

const vocabulary = 11;
const padding = 0;
const sequences = [
  [3, 7, 1, 9, 2],
  [5, 4, 2, padding, padding],
];
const length = sequences[0].length;

// Stands in for a model: one row of logits for each position of each sequence.
const logits = Float32Array.from({ length: sequences.length * length * vocabulary }, (_, i) => 3 * Math.sin(i));

// The last position predicts nothing, nor does one that is followed by padding. -100 is the default ignoreIndex.
const labels = sequences.flatMap((tokens) =>
  [...tokens.slice(1), padding].map((token) => (token === padding ? -100 : token)),
);

const ls = await load();
const options = { classes: vocabulary, labelSmoothing: 0.1 };
const { loss, gradient } = ls.crossEntropyAndGradient(logits, labels, options);
const rows = ls.crossEntropy(logits, labels, { ...options, reduction: 'none' });

console.log(`loss ${loss.toFixed(6)} over ${labels.filter((label) => label !== -100).length} tokens`);
console.log(
  `perplexity without smoothing ${Math.exp(ls.crossEntropy(logits, labels, { classes: vocabulary })).toFixed(3)}`,
);
sequences.forEach((tokens, n) => {
  const losses = rows.subarray(n * length, (n + 1) * length);
  console.log(`[${tokens.join(' ')}] ${Array.from(losses, (value) => value.toFixed(3)).join(' ')}`);
});
const last = gradient.subarray(gradient.length - vocabulary);
console.log(`the gradient of an ignored row is ${last.every((value) => value === 0) ? 'zero' : 'not zero'}`);
