/** Buttons and progress of figures that train networks. */

import type { texts as master } from '../zh-Hant/runner.js';

export const texts: typeof master = {
  play: 'Train',
  resume: 'Continue',
  pause: 'Pause',
  cancel: 'Cancel',
  step: 'One step',
  stepHint: 'One update of both networks with the same batch',
  startOver: 'Start over',
  startOverHint: 'Drops the results and goes back to before the training',
  runGroup: 'Training',
  progress: 'Progress of the training',
  stepsDone: (done, total) => `Step ${done} of ${total}`,
  trainingsDone: (done, total) => `${done} of ${total} networks trained`,
  stepsPerSecond: (count) => `${count} steps per second`,
  trainingsPerSecond: (count) => `${count} per second`,
  secondsLeft: (count) => `about ${count} s left`,
  recorded: 'A recorded run',
  epoch: 'Epoch',
  finished: 'Finished',
  begun: 'Training has begun.',
  quarters: (percent) => `${percent}% of the training is done.`,
  ended: 'The training has ended.',
  stopped: 'Training cannot continue; the notes of the figure say why.',
  file: 'Your CSV file',
  fileHint:
    'One example per row: columns of numbers and one with the class, called “label” or in the last place. The file stays on this computer.',
  fileRead: (rows, features, classes) => `${rows} examples, ${features} features, ${classes} classes.`,
  needsFile: 'Choose a CSV file first to train on data of your own.',
  noWorker:
    'This page does not allow training in the background: workers are refused by the browser or by the site’s security policy. The numbers in the article are there all the same.',
  noPictures:
    'The pictures cannot be fetched: the network, or a policy of this page, keeps them away. Other data are computed here and need none.',
  failed: (reason) => `The training has stopped: ${reason}`,
};
