// A loss, its gradient, and gradient descent on the logits themselves.
import { load } from 'label-smoothing';

const ls = await load();
const options = { classes: 5, labelSmoothing: 0.1 };
const targets = [1];

console.log(`loss ${ls.crossEntropy([1, 2, 3, 4, 5], targets, options).toFixed(6)}`);

// Matrices live in WebAssembly memory, so the loop copies and allocates nothing.
const logits = ls.matrix(1, 5);
const gradient = ls.matrix(1, 5);
try {
  logits.data.set([1, 2, 3, 4, 5]);
  for (let step = 0; step < 2000; step++) {
    ls.crossEntropyAndGradient(logits, targets, { ...options, out: gradient });
    const { data } = gradient;
    logits.data.forEach((logit, i, all) => {
      all[i] = logit - data[i];
    });
  }
  // The loss stops at the entropy of the smoothed target, where softmax equals the target.
  const target = ls.smoothTargets(targets, options);
  console.log(`after descent ${ls.crossEntropy(logits, targets, options).toFixed(6)}`);
  console.log(`entropy of the target ${ls.entropy(target, { classes: 5 }).toFixed(6)}`);
  console.log(`probabilities ${Array.from(ls.softmax(logits, { classes: 5 }), (p) => p.toFixed(3)).join(' ')}`);
} finally {
  logits.free();
  gradient.free();
}
