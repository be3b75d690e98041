// npm test -- --all
// Random calls over all options and shapes, in every variant, give what PyTorch gives in double precision (pytorch.py).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { hasTorch, python } from '../../scripts/shared/system-packages.mjs';
import { describeVariants, randomSource } from './support.mjs';

const skip = !(await hasTorch()) && 'no Python with PyTorch';
const calls = 2400;

const random = randomSource(20261130);
const integer = (low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (...values) => values[integer(0, values.length - 1)];
const chance = (probability) => random() < probability;
const floats = (count, draw) => Float32Array.from({ length: count }, draw);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Rows of float32 probabilities, a few of them 0. */
function probabilities(rows, classes) {
  const values = floats(rows * classes, () => (classes > 1 && chance(0.1) ? 0 : Math.exp(2 * normal())));
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * classes, (r + 1) * classes);
    const sum = row.reduce((a, b) => a + b, 0);
    if (sum === 0) row[0] = 1;
    else for (let i = 0; i < classes; i++) row[i] /= sum;
  }
  return values;
}

function shape() {
  const classes = pick(integer(1, 20), integer(1, 70), pick(100, 127, 128, 257, 1000));
  return { classes, rows: classes > 99 ? integer(1, 4) : integer(1, 9) };
}

const logits = (rows, classes) => {
  const scale = pick(0.1, 1, 5, 20);
  const offset = pick(0, 0, 0, -50, 100);
  return floats(rows * classes, () => offset + scale * normal());
};

function crossEntropyCall() {
  const { rows, classes } = shape();
  const options = { classes, reduction: pick('none', 'sum', 'mean', 'batchmean') };
  if (chance(0.7)) options.labelSmoothing = pick(0.1, random(), 1);
  const conventions = ['uniform', 'prior', ...(classes > 1 ? ['others'] : []), ...(classes > 2 ? ['padded'] : [])];
  if (chance(0.6)) options.convention = pick(...conventions);
  if (options.convention === 'prior') options.prior = probabilities(1, classes);
  if (options.convention === 'padded') options.paddingIndex = integer(0, classes - 1);
  if (chance(0.4)) options.classWeights = floats(classes, () => 0.1 + 3 * random());
  if (chance(0.3)) options.zLoss = pick(1e-4, 1e-2);
  if (chance(0.3)) options.temperature = pick(0.5, 2, 10 ** (2 * random() - 1));
  if (chance(0.3)) options.sampleWeights = floats(rows, () => (chance(0.1) ? 0 : 0.1 + 3 * random()));
  const call = { call: 'crossEntropy', gradient: chance(0.6), input: logits(rows, classes), options };
  if (chance(0.35)) return { ...call, probabilities: probabilities(rows, classes) };
  if (chance(0.3)) options.ignoreIndex = pick(-1, 0, classes - 1);
  const ignored = options.ignoreIndex ?? -100;
  const targets = Int32Array.from({ length: rows }, () => (chance(0.15) ? ignored : integer(0, classes - 1)));
  return { ...call, targets };
}

function klDivCall() {
  const { rows, classes } = shape();
  const options = { classes, reduction: pick('none', 'sum', 'mean', 'batchmean', 'row'), logTarget: chance(0.4) };
  const logOf = (values) => values.map((p) => Math.log(Math.max(p, 1e-20)));
  const target = probabilities(rows, classes);
  return {
    call: 'klDiv',
    gradient: chance(0.6),
    input: logOf(probabilities(rows, classes)),
    target: options.logTarget ? logOf(target) : target,
    options,
  };
}

function otherCall() {
  const { rows, classes } = shape();
  const call = pick('softmax', 'logSoftmax', 'entropy');
  if (call !== 'entropy') {
    const options = { classes, ...(chance(0.4) && { temperature: pick(0.5, 2, 10 ** (2 * random() - 1)) }) };
    return { call, gradient: false, input: logits(rows, classes), options };
  }
  const options = { classes, reduction: pick('none', 'sum', 'mean', 'batchmean') };
  return { call, gradient: false, input: probabilities(rows, classes), options };
}

function binaryCrossEntropyCall() {
  const { rows, classes } = shape();
  const options = { classes, reduction: pick('none', 'sum', 'mean', 'batchmean', 'row') };
  if (chance(0.6)) options.labelSmoothing = pick(0.1, random(), 1);
  if (chance(0.4)) options.posWeight = chance(0.5) ? 3 * random() : floats(classes, () => 3 * random());
  const target = floats(rows * classes, () => pick(0, 1, random()));
  return { call: 'binaryCrossEntropy', gradient: chance(0.6), input: logits(rows, classes), target, options };
}

const kinds = [crossEntropyCall, crossEntropyCall, klDivCall, binaryCrossEntropyCall, otherCall];
const drawn = Array.from({ length: calls }, () => pick(...kinds)());

/** PyTorch's answers to all of them. */
function answers() {
  const plain = ({ options, ...call }) => ({ ...call, ...options });
  const input = JSON.stringify(drawn.map(plain), (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value));
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'pytorch.py')], {
    input,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout, (_, value) => value ?? Number.NaN);
}

/** Rows of classes as they lie as [outer, classes, inner], and back with `inner` and `classes` exchanged. */
function lie(rows, classes, inner) {
  const values = new Float32Array(rows.length);
  rows.forEach((value, at) => {
    const [row, k] = [Math.floor(at / classes), at % classes];
    const [outer, i] = [Math.floor(row / inner), row % inner];
    values[(outer * classes + k) * inner + i] = value;
  });
  return values;
}

function fromLying(values, classes, inner) {
  const places = lie(
    Float32Array.from(values, (_, at) => at),
    classes,
    inner,
  );
  const rows = new Float32Array(values.length);
  places.forEach((row, at) => {
    rows[row] = values[at];
  });
  return rows;
}

/** The same call with the data lying as [outer, classes, inner], and its results as rows again. */
function ofInner(ls, { options, ...given }) {
  const { classes } = options;
  const rows = given.input.length / classes;
  const inner = [5, 4, 3, 2].find((divisor) => rows % divisor === 0) ?? 1;
  const call = { ...given, options: { ...options, inner } };
  for (const name of ['input', 'probabilities', 'target']) if (call[name]) call[name] = lie(call[name], classes, inner);
  const answer = ours(ls, call);
  const toRows = (values) => (values?.length === rows * classes ? fromLying(values, classes, inner) : values);
  const elements = given.call === 'klDiv' || given.call === 'softmax' || given.call === 'logSoftmax';
  return {
    loss: elements && options.reduction !== 'row' ? toRows(answer.loss) : answer.loss,
    gradient: toRows(answer.gradient),
  };
}

/** What the package answers, in the form of PyTorch's answers. */
function ours(ls, { call, gradient, input, options, ...rest }) {
  if (call === 'softmax' || call === 'logSoftmax' || call === 'entropy') return { loss: ls[call](input, options) };
  const second = rest.targets ?? rest.probabilities ?? rest.target;
  return gradient ? ls[`${call}AndGradient`](input, second, options) : { loss: ls[call](input, second, options) };
}

const list = (value) => (typeof value === 'number' ? [value] : value);

/** |actual − expected| ≤ relative · scale + absolute for every element. */
function compare(what, call, actual, expected, scale, { relative, absolute }) {
  const describe = () => JSON.stringify({ ...call, input: `${call.input.length} numbers` }).slice(0, 300);
  const [a, e, s] = [actual, expected, scale].map(list);
  assert.equal(a.length, e.length, `${what} of ${describe()}`);
  for (let i = 0; i < e.length; i++) {
    if (Number.isNaN(e[i]) && Number.isNaN(a[i])) continue;
    const bound = relative * Math.abs(s[i]) + absolute;
    if (!(Math.abs(a[i] - e[i]) <= bound)) {
      assert.fail(`${what}[${i}] of ${describe()} is ${a[i]}, PyTorch has ${e[i]} ± ${bound}`);
    }
  }
}

const expected = skip ? [] : answers();

describeVariants('PyTorch', (ls) => {
  it(`answers ${calls} calls alike`, { skip }, () => {
    drawn.forEach((call, index) => {
      const { loss, gradient, scale } = expected[index];
      const actual = ours(ls, call);
      compare('loss', call, actual.loss, loss, scale, { relative: 2e-6, absolute: 1e-6 });
      // PyTorch's gradient of no rows is NaN; ours is 0, because ignored rows are inert.
      if (gradient && !Number.isNaN(loss)) {
        compare('gradient', call, actual.gradient, gradient, gradient, { relative: 2e-6, absolute: 1e-6 });
      }
    });
  });

  it('answers them alike with data that lie as [outer, classes, inner]', { skip }, () => {
    for (const call of drawn) {
      if (call.call === 'binaryCrossEntropy') continue;
      const plain = ours(ls, call);
      const inner = ofInner(ls, call);
      assert.deepEqual(inner.loss, plain.loss);
      if (call.gradient) assert.deepEqual(inner.gradient, plain.gradient);
    }
  });
});
