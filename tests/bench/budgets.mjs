// The speed that this package promises, as ratios of medians within one run, and the check of a run against it.
import { operations } from './problems.mjs';
import { variants } from './roster.mjs';

const manyClasses = ({ classes }) => classes >= 1000;
const fewClasses = ({ classes }) => classes < 1000;
const everyShape = () => true;
const [best, simd] = variants;

/**
 * One promise each. `ratios(run)` gives what was measured, `{ value, operation, rows, classes, against }`: how many times
 * as fast we are (`atLeast`), or how many times as long something takes (`atMost`).
 */
const promises = [
  fasterThanPeers('cross-entropy', best, 5, manyClasses, 'K ≥ 1000'),
  fasterThanPeers('cross-entropy', simd, 3.5, manyClasses, 'K ≥ 1000'),
  fasterThanPeers('cross-entropy', best, 4, fewClasses, 'K = 10'),
  fasterThanPeers('cross-entropy', simd, 3.5, fewClasses, 'K = 10'),
  fasterThanPeers('gradient', best, 5.3, manyClasses, 'K ≥ 1000'),
  fasterThanPeers('gradient', simd, 4, manyClasses, 'K ≥ 1000'),
  fasterThanPeers('kl-divergence', best, 3.9, manyClasses, 'K ≥ 1000'),
  fasterThanPeers('log-softmax', best, 4, manyClasses, 'K ≥ 1000'),
  ...[best, simd].flatMap((variant) => [
    ...['tfjs, wasm', 'tfjs, cpu'].map((peer) => ({
      text: `training, ${variant}: against ${peer}`,
      atLeast: 20,
      ratios: (run) => comparisons(run, ['training'], variant, everyShape, ({ entry }) => entry === peer),
    })),
    {
      text: `training, ${variant}: against native PyTorch on one thread`,
      atLeast: 5,
      ratios: (run) => comparisons(run, ['training'], variant, everyShape, ({ kind }) => kind === 'native'),
    },
    {
      text: `matrix products, ${variant}: share of the multiply-adds that registers alone allow, with 1 MiB of L2 cache`,
      atLeast: 0.7,
      ratios: (run) =>
        run.l2Bytes < 2 ** 20
          ? []
          : comparisons(
              run,
              ['matrix-product'],
              variant,
              everyShape,
              ({ entry }) => entry === `multiply-add, ${variant}`,
            ),
    },
    ...[
      ['cross-entropy', 0.7],
      ['gradient', 0.6],
    ].map(([operation, atLeast]) => ({
      text: `${operation}, ${variant}, K ≥ 1000: copied in, share of the resident speed`,
      atLeast,
      ratios: (run) =>
        comparisons(run, [operation], `${variant}, copied in`, manyClasses, ({ entry }) => entry === variant),
    })),
    {
      text: `inner, ${variant}: time against the same data transposed beforehand`,
      atMost: 1.3,
      ratios: (run) => times(run, ['inner'], `${variant}, copied in`, everyShape, `${variant}, transposed before`),
    },
    ...[
      ['cross-entropy', 1.6],
      ['softmax', 1.9],
    ].map(([operation, atMost]) => ({
      text: `${operation}, ${variant}: time against only exp and sum, K ≥ 1000`,
      atMost,
      ratios: (run) => times(run, [operation], variant, manyClasses, `exp and sum, ${variant}`),
    })),
  ]),
  ...[best, simd].map((variant) => ({
    text: `any operation, ${variant}, inputs copied in: against the hand-written JavaScript loop`,
    atLeast: 1,
    ratios: (run) =>
      comparisons(run, operations, `${variant}, copied in`, everyShape, ({ entry }) => entry === 'javascript'),
  })),
  {
    text: `any operation, ${best}: against onnxruntime-web with two threads`,
    atLeast: 1,
    ratios: (run) => comparisons(run, operations, best, everyShape, ({ kind }) => kind === 'threads'),
  },
  {
    text: `cross-entropy and gradient, ${best}: against native PyTorch on one thread`,
    atLeast: 1,
    ratios: (run) => comparisons(run, ['cross-entropy', 'gradient'], best, everyShape, ({ kind }) => kind === 'native'),
  },
  ...[best, simd].map((variant) => ({
    text: `cross-entropy, ${variant}: time per element against K = 1000 while a row fits the L2 cache`,
    atMost: 1.3,
    ratios: ({ growth, l2Bytes }) => {
      const series = growth
        .filter(({ entry, milliseconds }) => entry === variant && milliseconds)
        .map(({ rows, classes, milliseconds }) => ({ rows, classes, time: milliseconds.median / rows / classes }));
      return series
        .slice(1)
        .filter(({ classes }) => 4 * classes <= l2Bytes)
        .map(({ rows, classes, time }) => ({
          value: time / series[0].time,
          operation: 'cross-entropy',
          rows,
          classes,
          against: `K = ${series[0].classes}`,
        }));
    },
  })),
];

function fasterThanPeers(operation, variant, atLeast, shape, shapes) {
  return {
    text: `${operation}, ${variant}, ${shapes}: against the fastest JavaScript peer on one thread`,
    atLeast,
    ratios: (run) => comparisons(run, [operation], variant, shape, ({ kind }) => kind === 'peer'),
  };
}

/** Our entry against the fastest of the others, at each shape where both were timed. */
function comparisons({ results }, chosenOperations, entry, shape, isOther) {
  const timed = results.filter(({ milliseconds }) => milliseconds);
  return timed
    .filter((ours) => ours.entry === entry && chosenOperations.includes(ours.operation) && shape(ours))
    .flatMap((ours) => {
      const fastest = fastestOf(timed.filter((other) => isSameProblem(ours, other) && isOther(other)));
      if (!fastest) return [];
      const { operation, rows, classes } = ours;
      const value = fastest.milliseconds.median / ours.milliseconds.median;
      return [{ value, operation, rows, classes, against: fastest.entry }];
    });
}

/** How many times as long our entry takes as another. */
const times = (run, chosenOperations, entry, shape, other) =>
  comparisons(run, chosenOperations, entry, shape, (result) => result.entry === other).map(({ value, ...rest }) => ({
    ...rest,
    value: 1 / value,
  }));

export function isSameProblem(a, b) {
  return a.operation === b.operation && a.rows === b.rows && a.classes === b.classes;
}

/** The timed result with the smallest median, if any. */
export function fastestOf(results) {
  return results
    .filter(({ milliseconds }) => milliseconds)
    .reduce((a, b) => (a === undefined || b.milliseconds.median < a.milliseconds.median ? b : a), undefined);
}

/** `{ text, limit, isMet, worst, ratios }` of each promise that this run of one environment measured. */
export function judge(run) {
  return promises.flatMap(({ text, atLeast, atMost, ratios: measureRatios }) => {
    const ratios = measureRatios(run);
    if (ratios.length === 0) return [];
    const isWorse = (a, b) => (atLeast === undefined ? a.value > b.value : a.value < b.value);
    const worst = ratios.reduce((a, b) => (isWorse(b, a) ? b : a));
    const isMet = atLeast === undefined ? worst.value <= atMost : worst.value >= atLeast;
    const limit = atLeast === undefined ? `≤ ${atMost}×` : `≥ ${atLeast}×`;
    return [{ text, limit, isMet, worst, ratios }];
  });
}
