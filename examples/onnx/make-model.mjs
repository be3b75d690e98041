// Trains a small classifier of handwritten digits and writes it as digits.onnx: 64 pixels, 32 hidden units, 10 logits.
import { writeFile } from 'node:fs/promises';
import digits from 'label-smoothing/data/digits';
import { loadTraining } from 'label-smoothing/training';

const { train, classes, width, height } = await digits();
const inputs = width * height;
const hidden = 32;
const training = await loadTraining({ variant: 'simd' });
const net = training.mlp({ inputs, hidden: [hidden], classes, learningRate: 0.01 });
for (let step = 0; step < 300; step++) net.step(train.features, train.targets);

// ONNX is a protocol buffer: each field has a number and a kind, 0 for integers and 2 for bytes.
const integer = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...integer(value >>> 7)]);
const number = (field, value) => [...integer(field * 8), ...integer(value)];
const bytes = (field, content) => {
  const list = typeof content === 'string' ? [...new TextEncoder().encode(content)] : content.flat();
  return [...integer(field * 8 + 2), ...integer(list.length), ...list];
};
const float = 1;

const parameters = net.parameters;
let used = 0;
const tensor = (name, ...dims) => {
  const size = dims.reduce((product, dim) => product * dim);
  const values = parameters.slice(used, used + size);
  used += size;
  const raw = [...new Uint8Array(values.buffer)];
  return [dims.map((dim) => number(1, dim)), number(2, float), bytes(8, name), bytes(9, raw)].flat(2);
};
const node = (type, from, to, attributes = []) =>
  [from.map((name) => bytes(1, name)), bytes(2, to), bytes(4, type), attributes].flat(2);
// As PyTorch, ONNX calls the transposed weights of a layer transB.
const transposed = bytes(5, [bytes(1, 'transB'), number(3, 1), number(20, 2)]);
const rows = (name, cols) => {
  const shape = [bytes(1, bytes(2, 'N')), bytes(1, number(1, cols))];
  return [bytes(1, name), bytes(2, bytes(1, [number(1, float), bytes(2, shape)]))].flat();
};

const graph = [
  bytes(1, node('Gemm', ['pixels', 'w1', 'b1'], 'h', transposed)),
  bytes(1, node('Relu', ['h'], 'r')),
  bytes(1, node('Gemm', ['r', 'w2', 'b2'], 'logits', transposed)),
  bytes(2, 'digits'),
  bytes(5, tensor('w1', hidden, inputs)),
  bytes(5, tensor('b1', hidden)),
  bytes(5, tensor('w2', classes, hidden)),
  bytes(5, tensor('b2', classes)),
  bytes(11, rows('pixels', inputs)),
  bytes(12, rows('logits', classes)),
];
const model = [number(1, 8), bytes(7, graph), bytes(8, number(2, 13))].flat();
await writeFile(new URL('digits.onnx', import.meta.url), Uint8Array.from(model));
console.log(`digits.onnx: ${net.parameterCount} parameters`);
