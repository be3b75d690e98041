/** What is said of a model's confidence, on the page and by the command. */

import type { texts as master } from '../zh-Hant/verdict.js';

export const texts: typeof master = {
  over: (accuracy, confidence, points, level, low, high) =>
    `Your model is right ${accuracy} % of the time and claims ${confidence} %: overconfident by ${points} points (${level} % interval ${low} to ${high}).`,
  under: (accuracy, confidence, points, level, low, high) =>
    `Your model is right ${accuracy} % of the time and claims ${confidence} %: underconfident by ${points} points (${level} % interval ${low} to ${high}).`,
  even: (accuracy, confidence, level, low, high) =>
    `Your model is right ${accuracy} % of the time and claims ${confidence} %: on average it is as sure as it is right (${level} % interval of the difference ${low} to ${high} points).`,
  nothing: (ece, high) =>
    `Nothing to mend: the calibration error of ${ece} is within what perfect calibration would show with as many rows (up to ${high}).`,
  cancels: (ece, high) =>
    `But errors cancel: the calibration error is ${ece}, and perfect calibration would hardly show more than ${high} with as many rows. Look at the reliability diagram.`,
  temperature: (t, before, after) =>
    `One temperature, T = ${t}: fitted on one half of the rows and judged on the other, both ways, it takes the calibration error (ECE) from ${before} to ${after}. No prediction changes.`,
  halves: (one, other) => `The two halves gave T = ${one} and ${other}.`,
  remains: (after, high) =>
    `What remains is more than perfect calibration would show (${high}): another cure, such as one temperature for each class, may find more than ${after}.`,
  enough: (high) => `What remains is within what perfect calibration would show with as many rows (up to ${high}).`,
  noHelp: (t) => `A temperature does not help: the best one is T = ${t}.`,
  again:
    'If it is to be trained again: α = 0.1 is a start to compare with α = 0, on held-out data. Do not match α to the accuracy, that would overshoot: in the study of the article α = 0.1 was best where accuracy is 79 %. Where labels are clean, smoothing can make calibration worse.',
  less: 'If it was trained with label smoothing, compare a smaller α, or none: smoothing makes a model less sure still.',
  infinity:
    'The best temperature is infinite: the less this model claims, the better. Its scores say nothing about the labels; are rows and labels in the same order?',
  separable:
    'Every prediction is right: no temperature is cold enough, and there is nothing to calibrate with. Check with data that the model has not seen.',
  few: (rows) =>
    `There ${rows === '1' ? 'is only 1 row' : `are only ${rows} rows`}, too few to trust the interval; a few hundred tell more.`,
  oneClass: (name) => `All labels are the same class (${name}). What follows holds for that class alone.`,
  constant: 'All rows have the same confidence, so that nothing tells sure from unsure predictions.',
  certain:
    'Every row claims 100 %: these look like the classes that were predicted, not like their probabilities. No temperature changes them; give logits or probabilities.',
  compare: (one, other, oneEce, otherEce) => `Calibration error: ${one} ${oneEce}, ${other} ${otherEce}.`,
};
