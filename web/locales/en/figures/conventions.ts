/** Texts of the figure `conventions` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/conventions.js';

export const texts: typeof master = {
  title: 'One α, four targets',
  hint: 'Click a group of bars, or press the left and right arrow keys, to choose the correct class. Drag the top of any bar, or press up and down, to change α.',
  chart: (alpha, shares) => `Grouped bars: at α = ${alpha} the correct class gets ${shares}.`,
  share: (convention, value) => `${value} (${convention})`,
  separator: ', ',
  noteOf: (convention, note) => `${convention}: ${note}`,
  own: (convention) => `Correct class gets (${convention})`,
  othersAlpha: 'α of others that equals uniform',
  uniformAlpha: 'α of uniform that equals others',
  fromUniform: (alpha, classes, converted) =>
    `uniform(α) = others(α(K−1)/K): with K = ${classes}, ${alpha} in uniform is ${converted} in others.`,
  fromOthers: (alpha, converted) => `The other way round, ${alpha} in others is αK/(K−1) = ${converted} in uniform.`,
  noUniform: (alpha, converted) =>
    `The other way round it may not exist: ${alpha} in others would take α = ${converted} in uniform, which is more than 1.`,
  fromPadded: (alpha, live, converted) =>
    `padded is others(${alpha}) among the ${live} classes that are not padding, and among those it is uniform(${converted}); the padding column is 0.`,
  noPadded: 'With K = 2 padded has no class to give anything to (K−2 = 0), so it is not drawn.',
  prior:
    'prior shares α in proportion to the class frequencies π, the correct class included; with equal frequencies it is the same as uniform.',
};
