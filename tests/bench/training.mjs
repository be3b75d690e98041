// The default run of the figure `training`: 16 features, two hidden layers of 64, 10 classes, batches of 50, Adam. One
// call is one step of the optimizer. All start from the same parameters, in the order of PyTorch's
// parameters_to_vector, and are timed only if their first losses agree with double precision.

export const widths = [16, 64, 64, 10];
/** The network whose logits take hardly more than matrix products. */
export const wideWidths = [512, 512, 512];
export const learningRate = 0.003;
export const checkedSteps = 10;

/** Multiply-adds of the matrix products. A step has those forward, to the weights, and to all inputs but the first. */
export function multiplyAdds(operation, rows) {
  const isStep = operation === 'training';
  return layers(isStep ? widths : wideWidths).reduce((sum, { inputs, outputs }, index) => {
    const products = isStep ? (index === 0 ? 2 : 3) : 1;
    return sum + products * rows * inputs * outputs;
  }, 0);
}

/** Offsets of each layer's weights (outputs x inputs) and biases among the parameters. */
export function layers(widthsOfLayers = widths) {
  let offset = 0;
  return widthsOfLayers.slice(1).map((outputs, index) => {
    const inputs = widthsOfLayers[index];
    const layer = { inputs, outputs, weights: offset, biases: offset + inputs * outputs };
    offset = layer.biases + outputs;
    return layer;
  });
}

/** A batch and initial parameters, from a source of numbers in [0, 1). */
export function createTraining(random, rows, widthsOfLayers = widths) {
  const normal = () => 2 * (random() + random() + random() - 1.5);
  const parameters = layers(widthsOfLayers).flatMap(({ inputs, outputs }) =>
    Array.from({ length: outputs * (inputs + 1) }, () => (2 * random() - 1) / Math.sqrt(inputs)),
  );
  return {
    features: Float32Array.from({ length: rows * widthsOfLayers[0] }, normal),
    targets: Int32Array.from({ length: rows }, () => Math.floor(random() * widthsOfLayers.at(-1))),
    parameters: Float32Array.from(parameters),
  };
}

/** The losses of the first steps, in plain double precision. */
export function expectedLosses({ features, targets, parameters }, alpha) {
  const p = Float64Array.from(parameters);
  const first = new Float64Array(p.length);
  const second = new Float64Array(p.length);
  return Array.from({ length: checkedSteps }, (_, step) => {
    const gradient = new Float64Array(p.length);
    let loss = 0;
    targets.forEach((target, row) => {
      loss += addRow(p, features.subarray(row * widths[0], (row + 1) * widths[0]), target, alpha, gradient);
    });
    for (let i = 0; i < p.length; i++) {
      const g = gradient[i] / targets.length;
      first[i] = 0.9 * first[i] + 0.1 * g;
      second[i] = 0.999 * second[i] + 0.001 * g * g;
      const unbiased = Math.sqrt(second[i] / (1 - 0.999 ** (step + 1)));
      p[i] -= (learningRate * (first[i] / (1 - 0.9 ** (step + 1)))) / (unbiased + 1e-8);
    }
    return loss / targets.length;
  });
}

/** The activations of every layer for one row, logits last. */
export function activationsOf(p, features, widthsOfLayers = widths) {
  const activations = [Array.from(features)];
  for (const { inputs, outputs, weights, biases } of layers(widthsOfLayers)) {
    const x = activations.at(-1);
    const isLast = activations.length === widthsOfLayers.length - 1;
    const y = Array.from({ length: outputs }, (_, o) => {
      let sum = p[biases + o];
      for (let i = 0; i < inputs; i++) sum += p[weights + o * inputs + i] * x[i];
      return isLast ? sum : Math.max(0, sum);
    });
    activations.push(y);
  }
  return activations;
}

/** Adds one row's gradient and returns its loss. */
function addRow(p, features, target, alpha, gradient) {
  const activations = activationsOf(p, features);
  const logits = activations.at(-1);
  const lse = Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0));
  const q = logits.map((_, k) => alpha / logits.length + (k === target ? 1 - alpha : 0));
  let delta = logits.map((z, k) => Math.exp(z - lse) - q[k]);
  layers()
    .map((layer, index) => ({ ...layer, x: activations[index] }))
    .reverse()
    .forEach(({ inputs, outputs, weights, biases, x }) => {
      const back = new Array(inputs).fill(0);
      for (let o = 0; o < outputs; o++) {
        gradient[biases + o] += delta[o];
        for (let i = 0; i < inputs; i++) {
          gradient[weights + o * inputs + i] += delta[o] * x[i];
          back[i] += delta[o] * p[weights + o * inputs + i];
        }
      }
      delta = back.map((d, i) => (x[i] > 0 ? d : 0));
    });
  return q.reduce((sum, share, k) => sum + share * (lse - logits[k]), 0);
}
