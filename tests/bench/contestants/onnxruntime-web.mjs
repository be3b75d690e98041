// onnxruntime-web's WebAssembly provider, with a graph per operation and shape. Of the formulations tried, LogSoftmax
// followed by GatherElements is the fastest for the loss (ReduceLogSumExp takes twice as long); with the gradient it is
// Softmax, because log Σ exp x = max x − log max p then saves the exponentials of a LogSoftmax.
import { encodeModel, FLOAT, INT64 } from '../onnx.mjs';
import { alpha } from '../problems.mjs';

export async function open({ threads }) {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = threads;
  const label = threads === 1 ? 'onnxruntime-web' : `onnxruntime-web, ${threads} threads`;
  return {
    async prepare(operation, { rows, classes, logits, targets, logProbs, target }) {
      const session = await ort.InferenceSession.create(encodeModel(models[operation](rows, classes)));
      const matrix = (values) => new ort.Tensor('float32', values, [rows, classes]);
      const feeds = logits ? { x: matrix(logits) } : { logProbs: matrix(logProbs), target: matrix(target) };
      if (session.inputNames.includes('y')) {
        feeds.y = new ort.Tensor('int64', BigInt64Array.from(targets, BigInt), [rows, 1]);
      }
      const run = () => session.run(feeds);
      return {
        entries: {
          [label]: {
            run,
            async answer() {
              const { loss, values } = await run();
              return { loss: loss?.data[0], values: values?.data };
            },
          },
        },
        release: () => session.release(),
      };
    },
  };
}

const models = {
  'cross-entropy'(rows, classes) {
    // One float32 mean over everything is fastest for few classes. For many it gains nothing and loses accuracy.
    const means = classes < 1000 ? { axes: [], attributes: { keepdims: 0n } } : { axes: ['rowAxis'] };
    return {
      nodes: [
        node('LogSoftmax', ['x'], 'logP', { axis: 1n }),
        node('GatherElements', ['logP', 'y'], 'hitLogP', { axis: 1n }),
        node('ReduceMean', ['hitLogP', ...means.axes], 'hitMean', means.attributes),
        node('ReduceMean', ['logP', ...means.axes], 'mean', means.attributes),
        node('Mul', ['hitMean', 'hitWeight'], 'hitPart'),
        node('Mul', ['mean', 'restWeight'], 'restPart'),
        node('Add', ['hitPart', 'restPart'], 'losses'),
        node('ReduceMean', ['losses'], 'loss', { keepdims: 0n }),
      ],
      inputs: [matrixOf('x', rows, classes), indicesOf('y', rows)],
      outputs: [scalarOf('loss')],
      constants: lossWeights,
    };
  },
  gradient: (rows, classes) => ({
    nodes: [
      node('Softmax', ['x'], 'p', { axis: 1n }),
      node('Mul', ['p', 'perRow'], 'pPerRow'),
      node('Sub', ['pPerRow', 'rest'], 'others'),
      node('ScatterElements', ['others', 'y', 'hits'], 'values', { axis: 1n, reduction: 'add' }),
      node('ReduceMax', ['x', 'rowAxis'], 'maxX', { keepdims: 1n }),
      node('ReduceMax', ['p', 'rowAxis'], 'maxP', { keepdims: 1n }),
      node('Log', ['maxP'], 'logMaxP'),
      node('Sub', ['maxX', 'logMaxP'], 'lse'),
      node('GatherElements', ['x', 'y'], 'hitX', { axis: 1n }),
      node('ReduceMean', ['x', 'rowAxis'], 'meanX', { keepdims: 1n }),
      node('Mul', ['hitX', 'hitWeight'], 'hitPart'),
      node('Mul', ['meanX', 'restWeight'], 'restPart'),
      node('Add', ['hitPart', 'restPart'], 'dot'),
      node('Add', ['lse', 'dot'], 'losses'),
      node('ReduceMean', ['losses'], 'loss', { keepdims: 0n }),
    ],
    inputs: [matrixOf('x', rows, classes), indicesOf('y', rows)],
    outputs: [scalarOf('loss'), matrixOf('values', rows, classes)],
    constants: [
      ...lossWeights,
      constant('perRow', 1 / rows),
      constant('rest', alpha / classes / rows),
      { name: 'hits', values: new Float32Array(rows).fill(-(1 - alpha) / rows), shape: [rows, 1] },
    ],
  }),
  'kl-divergence': (rows, classes) => ({
    nodes: [
      node('Log', ['target'], 'logTarget'),
      node('Sub', ['logTarget', 'logProbs'], 'difference'),
      node('Greater', ['target', 'zero'], 'isPossible'),
      node('Where', ['isPossible', 'difference', 'zero'], 'safe'),
      node('Mul', ['safe', 'target'], 'elements'),
      // Row by row: one float32 sum over everything is no faster and loses two digits.
      node('ReduceSum', ['elements', 'rowAxis'], 'rows', { keepdims: 0n }),
      node('ReduceSum', ['rows'], 'loss', { keepdims: 0n }),
    ],
    inputs: [matrixOf('logProbs', rows, classes), matrixOf('target', rows, classes)],
    outputs: [scalarOf('loss')],
    constants: [constant('zero', 0), rowAxis],
  }),
  'log-softmax': (rows, classes) => rowFunction('LogSoftmax', rows, classes),
  softmax: (rows, classes) => rowFunction('Softmax', rows, classes),
};

const rowAxis = { name: 'rowAxis', values: BigInt64Array.of(1n), shape: [1] };
const lossWeights = [constant('hitWeight', alpha - 1), constant('restWeight', -alpha), rowAxis];

function rowFunction(op, rows, classes) {
  return {
    nodes: [node(op, ['x'], 'values', { axis: 1n })],
    inputs: [matrixOf('x', rows, classes)],
    outputs: [matrixOf('values', rows, classes)],
  };
}

function node(op, inputs, output, attributes) {
  return { op, inputs, output, attributes };
}

function constant(name, value) {
  return { name, values: Float32Array.of(value), shape: [] };
}

function matrixOf(name, rows, classes) {
  return { name, type: FLOAT, shape: [rows, classes] };
}

function indicesOf(name, rows) {
  return { name, type: INT64, shape: [rows, 1] };
}

function scalarOf(name) {
  return { name, type: FLOAT, shape: [] };
}
