// The package against the committed vectors (tests/golden, from PyTorch and double precision), in every variant.
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { assertClose, describeVariants } from './support.mjs';

/** JSON has no infinities; they are stored as text. */
const words = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
]);

async function cases(name) {
  const text = await readFile(new URL(`../golden/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, value) => words.get(value) ?? value).cases;
}

const calibration = await cases('calibration');
const conventions = await cases('conventions');
const crossEntropy = await cases('cross_entropy');
const klDivergence = await cases('kl_divergence');
const seed = await cases('seed');

const smoothing = ['classes', 'labelSmoothing', 'convention', 'paddingIndex', 'prior'];

/** The fields of a case that are options of the API. */
function optionsOf(golden, names = [...smoothing, 'classWeights', 'ignoreIndex', 'zLoss', 'reduction', 'logTarget']) {
  return Object.fromEntries(names.filter((name) => name in golden).map((name) => [name, golden[name]]));
}

await describeVariants('golden vectors', (ls) => {
  for (const golden of conventions) {
    it(`${golden.convention}${golden.classWeights ? ' with class weights' : ''}: one row`, () => {
      const { classes, logits, target } = golden;
      const options = { ...optionsOf(golden), reduction: 'batchmean' };
      const q = ls.smoothTargets([target], optionsOf(golden, smoothing));
      assertClose(q, golden.q);
      const { loss, gradient } = ls.crossEntropyAndGradient(logits, [target], options);
      assertClose(loss, golden.crossEntropy);
      assertClose(gradient, golden.gradient, { absolute: 3e-7 });
      assertClose(ls.entropy(q, { classes }), golden.entropy);
      assertClose(ls.klDiv(ls.logSoftmax(logits, { classes }), q, { classes }), golden.klDiv);
    });
  }

  for (const golden of crossEntropy) {
    it(`cross-entropy, ${golden.name}`, () => {
      const targets = golden.probabilities ? Float32Array.from(golden.targets) : golden.targets;
      const options = optionsOf(golden);
      assertClose(ls.crossEntropy(golden.logits, targets, options), golden.loss, { absolute: 1e-12 });
      const both = ls.crossEntropyAndGradient(golden.logits, targets, options);
      assertClose(both.loss, golden.loss, { absolute: 1e-12 });
      if (golden.gradient) assertClose(both.gradient, golden.gradient, { relative: 1e-6, absolute: 3e-7 });
    });
  }

  klDivergence.forEach((golden, index) => {
    it(`KL divergence ${index}: ${golden.reduction}${golden.logTarget ? ', log-target' : ''}`, () => {
      const { loss, gradient } = ls.klDivAndGradient(golden.logProbs, golden.target, optionsOf(golden));
      assertClose(loss, golden.loss, { absolute: 1e-6 });
      assertClose(gradient, golden.gradient, { relative: 1e-6 });
    });
  });

  for (const golden of seed) {
    const { figure, classes, labelSmoothing } = golden;
    if ('q' in golden) {
      it(`the article's ${figure}: smoothed targets`, () => {
        assertClose(ls.smoothTargets(golden.targets ?? [golden.target], optionsOf(golden)), golden.q);
      });
    }
    if (figure === 'loss-curve') {
      it(`the article's loss curve at α = ${labelSmoothing}: x = 1 … ${golden.klDiv.length}`, () => {
        const { paddingIndex, target } = golden;
        const q = ls.smoothTargets([target], { classes, labelSmoothing, convention: 'padded', paddingIndex });
        const curve = golden.x.map((x) => {
          const d = x + 3;
          const prediction = [1e-10, x / d, 1 / d, 1 / d, 1 / d];
          const total = prediction.reduce((sum, p) => sum + p, 0);
          const logProbs = prediction.map((p) => Math.log(p / total));
          return ls.klDiv(logProbs, q, { classes, reduction: 'sum' });
        });
        // Near the minimum, terms of size 1 cancel.
        assertClose(curve, golden.klDiv, { absolute: 1e-6 });
      });
    }
  }

  it('calibration and risk against coverage', () => {
    for (const golden of calibration) {
      const { classes, bins, targets, coverage, risk, aurc } = golden;
      const probs = Float32Array.from(golden.probs);
      const measures = ls.calibration(probs, targets, { classes, bins });
      for (const name of [
        'ece',
        'mce',
        'nll',
        'accuracy',
        'confidence',
        'classwiseEce',
        'adaptiveEce',
        'rmsce',
        'ks',
      ]) {
        assertClose(measures[name], golden[name], { relative: 1e-12, absolute: 1e-15 });
      }
      assertClose(measures.brier, golden.brier, { relative: 2e-6 });
      assertClose(measures.debiasedEce, golden.debiasedEce, { relative: 1e-9, absolute: 1e-9 });
      const curve = ls.riskCoverage(probs, targets, { classes, points: coverage.length });
      assertClose(curve.coverage, coverage, { relative: 1e-15, absolute: 0 });
      assertClose(curve.risk, risk, { relative: 1e-12, absolute: 1e-15 });
      assertClose(curve.aurc, aurc, { relative: 1e-12, absolute: 1e-15 });
    }
  });
});
