// TensorFlow.js with its WASM backend, in the fastest formulation found: the backend has one fast kernel for softmax
// (XNNPACK) and slow ones for exp and log, so everything is built on softmax. For a row,
//   log Σ exp x = max x − log max p,   p = softmax(x),
// exact and safe, because max p is at least 1/K. tf.logSumExp, tf.logSoftmax and automatic gradients take two to five
// times as long.
import { alpha } from '../problems.mjs';
import { folderOf, inBrowser } from '../realm.mjs';

export async function open() {
  const tf = await import('@tensorflow/tfjs-core');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${folderOf('@tensorflow/tfjs-backend-wasm')}dist/`, inBrowser);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  return {
    prepare(operation, problem) {
      const { rows, classes, logits, targets, logProbs, target } = problem;
      const matrix = (values) => tf.tensor2d(values, [rows, classes]);
      const inputs = logits
        ? { x: matrix(logits), hits: hitPositions(tf, targets) }
        : { logProbs: matrix(logProbs), target: matrix(target) };
      // Calls `outputs` with the tensor that a caller would keep, before tidy disposes of it.
      const compute = (outputs) => tf.tidy(() => formulations[operation](tf, inputs, rows, classes, outputs));
      return {
        entries: {
          tfjs: {
            run: () => compute(() => {}),
            answer() {
              let values;
              const loss = compute((tensor) => {
                values = tensor.dataSync();
              });
              return { loss, values };
            },
          },
        },
        release() {
          for (const tensor of Object.values(inputs)) tensor.dispose();
        },
      };
    },
  };
}

const formulations = {
  'cross-entropy': (tf, { x, hits }) => smoothedLoss(tf, x, hits, tf.softmax(x)),
  gradient(tf, { x, hits }, rows, classes, output) {
    const p = tf.softmax(x);
    const others = tf.sub(tf.mul(p, 1 / rows), alpha / classes / rows);
    const hit = tf.sub(tf.gatherND(others, hits), (1 - alpha) / rows);
    output(tf.tensorScatterUpdate(others, hits, hit));
    return smoothedLoss(tf, x, hits, p);
  },
  'kl-divergence'(tf, { logProbs, target }) {
    const difference = tf.sub(tf.log(target), logProbs);
    const safe = tf.where(tf.greater(target, 0), difference, tf.zerosLike(target));
    // Row by row: one float32 sum over everything is no faster and loses two digits.
    return tf.sum(tf.sum(tf.mul(target, safe), 1)).dataSync()[0];
  },
  'log-softmax'(tf, { x }, rows, _classes, output) {
    output(tf.sub(x, tf.reshape(logSumExp(tf, x, tf.softmax(x)), [rows, 1])));
  },
  softmax(tf, { x }, _rows, _classes, output) {
    output(tf.softmax(x));
  },
};

function smoothedLoss(tf, x, hits, p) {
  const lse = tf.mean(logSumExp(tf, x, p)).dataSync()[0];
  const hit = tf.mean(tf.gatherND(x, hits)).dataSync()[0];
  return lse - (1 - alpha) * hit - alpha * tf.mean(x).dataSync()[0];
}

function logSumExp(tf, x, p) {
  return tf.sub(tf.max(x, 1), tf.log(tf.max(p, 1)));
}

function hitPositions(tf, targets) {
  const positions = Int32Array.from({ length: 2 * targets.length }, (_, i) => (i % 2 === 0 ? i / 2 : targets[i >> 1]));
  return tf.tensor2d(positions, [targets.length, 2], 'int32');
}
