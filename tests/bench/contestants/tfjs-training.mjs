// TensorFlow.js training the default run with its own optimizer and gradients, on its WASM or its plain JavaScript
// backend. Nothing reads the loss, which would only take time. One-hot targets are smoothed once.
import { alpha } from '../problems.mjs';
import { folderOf, inBrowser } from '../realm.mjs';
import { checkedSteps, layers, learningRate } from '../training.mjs';

export async function open({ backend }) {
  const tf = await import('@tensorflow/tfjs-core');
  if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${folderOf('@tensorflow/tfjs-backend-wasm')}dist/`, inBrowser);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  } else {
    await import('@tensorflow/tfjs-backend-cpu');
  }
  await import('../../../build/bench/tfjs-gradients.js');
  await tf.setBackend(backend);
  return {
    prepare(_operation, { rows, classes, features, targets, parameters }) {
      const x = tf.tensor2d(features, [rows, features.length / rows]);
      const smoothed = new Float32Array(rows * classes).fill(alpha / classes);
      targets.forEach((target, row) => {
        smoothed[row * classes + target] += 1 - alpha;
      });
      const q = tf.tensor2d(smoothed, [rows, classes]);
      const start = () => ({
        optimizer: tf.train.adam(learningRate),
        // TensorFlow's weights are inputs x outputs.
        variables: layers().map(({ inputs, outputs, weights, biases }) => ({
          weights: tf.variable(
            tf.tidy(() => tf.transpose(tf.tensor2d(parameters.slice(weights, biases), [outputs, inputs]))),
          ),
          biases: tf.variable(tf.tensor1d(parameters.slice(biases, biases + outputs))),
        })),
      });
      const lossOf = (variables) => () => {
        let y = x;
        variables.forEach(({ weights, biases }, layer) => {
          y = tf.add(tf.matMul(y, weights), biases);
          if (layer + 1 < variables.length) y = tf.relu(y);
        });
        return tf.losses.softmaxCrossEntropy(q, y);
      };
      const step = ({ optimizer, variables }, keep) => optimizer.minimize(lossOf(variables), keep);
      const end = ({ optimizer, variables }) => {
        for (const { weights, biases } of variables) {
          weights.dispose();
          biases.dispose();
        }
        optimizer.dispose();
      };
      const timed = start();
      return {
        entries: {
          [`tfjs, ${backend}`]: {
            run: () => {
              step(timed, false);
            },
            answer() {
              const fresh = start();
              const losses = Array.from({ length: checkedSteps }, () => {
                const loss = step(fresh, true);
                const value = loss.dataSync()[0];
                loss.dispose();
                return value;
              });
              end(fresh);
              return { losses };
            },
          },
        },
        release() {
          end(timed);
          x.dispose();
          q.dispose();
        },
      };
    },
  };
}
