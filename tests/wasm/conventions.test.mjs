// The smallest K of a convention: what the kernels accept, what messages say, and what figures explain.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { loadFigure } from '../../dist/figures/index.js';
import { resolve } from '../../dist/figures/runs/index.js';
import { load } from '../../dist/lib/index.js';

let ls;
before(async () => {
  ls = await load();
});

const refusal = (convention, classes) => {
  const prior = convention === 'prior' && { prior: Array(classes).fill(1 / classes) };
  const padding = convention === 'padded' && { paddingIndex: 0 };
  try {
    ls.smoothTargets([0], { classes, labelSmoothing: 0.1, convention, ...prior, ...padding });
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('the smallest K', () => {
  // SEMANTICS: α/(K−1) and α/(K−2) must not divide by 0.
  for (const [convention, smallest] of Object.entries({ uniform: 1, others: 2, padded: 3, prior: 1 })) {
    it(`of ${convention} is ${smallest}, to the kernels and in their message`, () => {
      for (let classes = 1; classes < smallest; classes++) {
        const error = refusal(convention, classes);
        assert.equal(error?.code, 'too_few_classes');
        assert.equal(
          error.message,
          `classes is ${classes}, expected at least ${smallest} for convention '${convention}'`,
        );
      }
      assert.equal(refusal(convention, smallest), undefined);
    });

    it(`of ${convention} is where its figure begins to draw`, async () => {
      const { figure } = await loadFigure('targets');
      for (const classes of [2, 3, 4]) {
        const attributes = { convention, classes: String(classes), target: '0' };
        const { values } = resolve('targets', (name) => attributes[name] ?? null);
        const { charts, notes } = figure(ls, values, 'en');
        const isImpossible = refusal(convention, classes) !== undefined;
        assert.equal(isImpossible, classes < smallest);
        assert.equal(charts.length, isImpossible ? 0 : 1);
        assert.equal(notes.filter(({ kind }) => kind === 'impossible').length, isImpossible ? 1 : 0);
      }
    });
  }
});
