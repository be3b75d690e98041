// A smoothed loss for TensorFlow.js that takes class indices (its own takes one-hot rows) and brings its own gradient.
import * as tf from '@tensorflow/tfjs';
import { load } from 'label-smoothing';

const ls = await load();

/** The mean smoothed cross-entropy of N x K logits, differentiable like any other operation. */
function smoothedCrossEntropy(logits, targets, labelSmoothing) {
  const operation = tf.customGrad((x) => {
    const options = { classes: x.shape[1], labelSmoothing };
    const { loss, gradient } = ls.crossEntropyAndGradient(x.dataSync(), targets, options);
    return { value: tf.scalar(loss), gradFunc: (upstream) => tf.mul(tf.tensor2d(gradient, x.shape), upstream) };
  });
  return operation(logits);
}

// TensorFlow.js computes the same from one-hot rows.
const targets = [1, 0, 4];
const logits = tf.tensor2d([
  [1, 2, 3, 4, 5],
  [2, 0, 1, 0, 1],
  [0, 0, 0, 0, 3],
]);
const ours = tf.valueAndGrad((x) => smoothedCrossEntropy(x, targets, 0.1))(logits);
const theirs = tf.valueAndGrad((x) => tf.losses.softmaxCrossEntropy(tf.oneHot(targets, 5), x, undefined, 0.1))(logits);
const distance = tf.max(tf.abs(tf.sub(ours.grad, theirs.grad))).dataSync()[0];
console.log(`loss ${ours.value.dataSync()[0].toFixed(6)}, TensorFlow.js ${theirs.value.dataSync()[0].toFixed(6)}`);
console.log(`the gradients ${distance < 1e-6 ? 'agree' : `differ by ${distance}`}`);

// A linear model learns with it.
const features = tf.tensor2d([
  [1, 0],
  [0, 1],
  [1, 1],
]);
const weights = tf.variable(tf.zeros([2, 5]));
const loss = () => smoothedCrossEntropy(tf.matMul(features, weights), targets, 0.1);
const gradients = tf.valueAndGrads((w) => smoothedCrossEntropy(tf.matMul(features, w), targets, 0.1));
const before = loss().dataSync()[0];
for (let step = 0; step < 200; step++) {
  const [gradient] = gradients([weights]).grads;
  weights.assign(tf.sub(weights, tf.mul(gradient, 0.5)));
}
console.log(`training: ${before.toFixed(4)} to ${loss().dataSync()[0].toFixed(4)}`);
