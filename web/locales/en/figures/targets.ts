/** Texts of the figure `targets` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/targets.js';

export const texts: typeof master = {
  targetsTitle: 'A label before and after smoothing',
  targetsHint:
    'Click a column, or press the left and right arrow keys, to choose the correct class. Drag the top of a smoothed bar, or press up and down, to change α.',
  targetsLabel: (target, own, other) =>
    `Bar chart: the hard label gives class ${target} all of the probability; smoothed, it keeps ${own} and ${other}.`,
  otherEqual: (value) => `every other class gets ${value}`,
  otherVaries: (value) => `the other classes get up to ${value}`,
  targetsPaddedFact: (alpha, own, uniform) =>
    `The same α = ${alpha} means two things: here the correct class keeps 1−α = ${own}, while uniform gives α/K back to it, ${uniform} in all.`,
  targetsUniformFact: (alpha, own, others) =>
    `The same α = ${alpha} means two things: here the correct class gets α/K back and has ${own}, while others and padded leave it 1−α = ${others}.`,
};
