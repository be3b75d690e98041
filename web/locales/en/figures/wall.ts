/** Texts of the figure `wall` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/wall.js';

export const texts: typeof master = {
  title: 'Test pictures, by confidence',
  invitation: 'Press “Train”: each network lines up the test pictures, the one it is surest of at the top left.',
  recordedWall: 'This run was recorded beforehand. “Train” repeats it here, live.',
  withoutPictures:
    'The pictures cannot be fetched: the network, or a policy of this page, keeps them away. Gray squares stand for them; what the networks say of them was recorded.',
  noPicturesHere:
    'The pictures cannot be fetched: the network, or a policy of this page, keeps them away. “Reset” goes back to the recorded run, which needs none.',
  wallChart: (network, above, mistakes, threshold) =>
    `Wall of pictures, ${network}: test pictures by confidence. ${above} are above ${threshold}, and ${mistakes} of these are mistakes.`,
  waitingChart: (network) => `Wall of pictures, ${network}: not trained yet.`,
  counts: (threshold, above, mistakesAbove, below, mistakesBelow) =>
    `Above ${threshold}: ${above} pictures, ${mistakesAbove} mistakes. Below: ${below} pictures, ${mistakesBelow} mistakes.`,
  legend:
    'Red frames are mistakes. A dot in the corner: the two networks have this picture on different sides of the line. Pale pictures are below it.',
  hint: 'Point at a picture, or choose one with the arrow keys, to see both answers and the right class.',
  changed: (count) => `The networks have ${count} pictures on different sides of the line.`,
  order: (hard, smoothed) =>
    `The order is not better, only the confidence: as a sign of mistakes, its area under the ROC curve goes ${hard} → ${smoothed}.`,
  betterOrder: (hard, smoothed) =>
    `In this run the order is a little better too: the area under the ROC curve goes ${hard} → ${smoothed}.`,
  rightClass: (label) => `Right class: ${label}`,
  accuracyOf: (network) => `Accuracy, ${network}`,
  says: (network, guess, confidence) => `${network}: ${guess}, ${confidence}`,
  mistakesAbove: (network) => `Sure mistakes, ${network}`,
  above: (network) => `Above the line, ${network}`,
  auroc: (network) => `Area under the ROC curve, ${network}`,
  changedLabel: 'Pictures that change sides',
  picture: 'Picture',
  label: 'Right class',
  guess: (network) => `Answer, ${network}`,
  confidenceOf: (network) => `Confidence, ${network}`,
  summary: (threshold, hard, smoothed) =>
    `Mistakes above ${threshold}: ${hard} with hard labels, ${smoothed} with smoothed ones.`,
};
