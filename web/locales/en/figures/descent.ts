/** Texts of the figure `descent` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/descent.js';

export const texts: typeof master = {
  title: 'Letting go: where do the logits come to rest?',
  barsHint:
    'Take a bar and drag it up or down, then let go. By keyboard: up and down choose a class, left and right move its logit.',
  bars: (logits) => `Bar chart: the logits of the classes are ${logits} now.`,
  curve: (gap, steps) =>
    `Line chart: the lead of the correct class by steps, in logarithmic time. After ${steps} steps it is ${gap}.`,
  logit: 'Logit z',
  logitOf: (name) => `Logit z: ${name}`,
  push: 'Push q − p',
  gap: 'Gap: correct class minus best other',
  time: 'Steps (logarithmic)',
  rest: (gap) => `at rest ${gap}`,
  restingGap: 'Resting gap',
  steps: 'Steps',
  now: 'Logit now',
  path: 'Gap',
  restLine: 'Place of rest',
  endless:
    'Hard labels: the gap has no place of rest. Every step still goes up, only ever more slowly, like the logarithm of time.',
  rests: (gap) =>
    `The push q − p pulls the logits. Where softmax equals the target the push is 0, and the gap rests at ${gap}. Change α, and the place of rest moves.`,
  play: 'Let go',
  pause: 'Pause',
  step: 'One step',
  again: 'Start over',
  group: 'Gradient descent',
  still: 'Your system asks for reduced motion, so here it goes step by step only.',
};
