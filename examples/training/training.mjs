// Two networks, trained from the same weights on the same batches: is the one without smoothing overconfident?
import { load, loadTraining } from 'label-smoothing';

// The variant `simd` gives the same bits in every engine, so this always prints the same.
const variant = 'simd';
const [ls, training] = await Promise.all([load({ variant }), loadTraining({ variant })]);
const { train, test, classes, dimensions } = training.dataset({ noise: 0.2, size: 500, seed: 1 });
const batchSize = 50;

for (const labelSmoothing of [0, 0.05]) {
  const net = training.mlp({ inputs: dimensions, classes, labelSmoothing, learningRate: 0.003, seed: 1 });
  try {
    for (let epoch = 0; epoch < 80; epoch++) {
      const order = training.permutation(500, epoch);
      for (let first = 0; first < 500; first += batchSize) {
        const features = new Float32Array(batchSize * dimensions);
        const targets = new Int32Array(batchSize);
        order.subarray(first, first + batchSize).forEach((sample, row) => {
          const from = sample * dimensions;
          features.set(train.features.subarray(from, from + dimensions), row * dimensions);
          targets[row] = train.targets[sample];
        });
        net.step(features, targets);
      }
    }
    const { accuracy, confidence, ece } = ls.calibration(net.probabilities(test.features), test.targets, { classes });
    console.log(
      `α ${labelSmoothing}: accuracy ${accuracy.toFixed(3)}, confidence ${confidence.toFixed(3)}, ECE ${ece.toFixed(3)}`,
    );
  } finally {
    net.free();
  }
}
