// Two networks learn handwritten digits from the same weights and batches: is the one without smoothing overconfident?
import { load, loadTraining } from 'label-smoothing';
import digits from 'label-smoothing/data/digits';

// The variant `simd` gives the same bits in every engine, so this always prints the same.
const variant = 'simd';
const [ls, training] = await Promise.all([load({ variant }), loadTraining({ variant })]);
const { train, test, classes, width, height } = await digits();
const inputs = width * height;
const batchSize = 50;

for (const labelSmoothing of [0, 0.1]) {
  const net = training.mlp({ inputs, classes, labelSmoothing, learningRate: 0.003, seed: 1 });
  try {
    for (let epoch = 0; epoch < 30; epoch++) {
      const order = training.permutation(train.targets.length, epoch);
      for (let first = 0; first < order.length; first += batchSize) {
        const rows = order.subarray(first, first + batchSize);
        const features = new Float32Array(batchSize * inputs);
        rows.forEach((row, place) => {
          features.set(train.features.subarray(row * inputs, (row + 1) * inputs), place * inputs);
        });
        net.step(
          features,
          rows.map((row) => train.targets[row]),
        );
      }
    }
    const { accuracy, confidence, nll } = ls.calibration(net.probabilities(test.features), test.targets, { classes });
    console.log(
      `α ${labelSmoothing}: accuracy ${accuracy.toFixed(3)}, confidence ${confidence.toFixed(3)}, NLL ${nll.toFixed(3)}`,
    );
  } finally {
    net.free();
  }
}
