/** Texts of the figure `draw` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/draw.js';

export const texts: typeof master = {
  title: 'Draw a digit, or anything',
  digit: 'Digit',
  probability: 'Probability',
  confidenceOfOne: 'Confidence',
  answer: 'Answer',
  probabilityOf: (network) => `Probability, ${network}`,
  drawSomething: 'Draw a digit in the square',
  training: 'The networks are being trained …',
  untrained: 'The networks cannot be trained here',
  noPicturesHere:
    'The pictures that the networks learn from cannot be fetched: the network, or a policy of this page, keeps them away. The figure “training” has data that need none.',
  emptyChart: 'Bar chart: the probabilities that both networks give each digit. Nothing to look at yet.',
  barsChart: (saying) => `Bar chart: the probabilities that both networks give each digit. ${saying}.`,
  says: (network, digit, confidence) => `${network}: ${digit}, confidence ${confidence}`,
  and: '; ',
  sentence: (saying) => `${saying.charAt(0).toUpperCase()}${saying.slice(1)}.`,
  morphChart: (from, to) => `Line chart: the confidence of both networks as a ${from} slowly becomes a ${to}.`,
  morphAxis: (from, to) => `From ${from} to ${to}`,
  halfway: (confidences) => `Confidence halfway, hard → smoothed labels: ${confidences}`,
  halfwayLabel: 'Confidence halfway',
  letters:
    'Letters are welcome too: the networks know digits only, and have to answer all the same. See which is bolder.',
  noDigit: (letter) =>
    `${letter} is no digit, but digits are all the networks can answer. Whoever is sure now is overconfident.`,
  preprocessing:
    'Strokes are made upright, narrow and thick and turned into 8 × 8 gray pixels, like the training pictures; the small square is what the networks see.',
  pad: 'Drawing area: draw with the mouse, a pen or a finger. Keyboard: arrow keys draw, the space bar lifts or lowers the pen, Delete clears.',
  seen: 'What the networks see',
  clear: 'Clear',
  example: 'Choose an example',
  letter: 'Try a letter',
};
