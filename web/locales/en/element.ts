/** Texts of controls and frame. */

import type { texts as master } from '../zh-Hant/element.js';

export const texts: typeof master = {
  reset: 'Reset',
  resetHint: 'Back to the first settings',
  settings: 'Settings',
  moreSettings: 'More settings',
  readout: 'Readout',
  stepwise: 'Step by step',
  tableSummary: 'Data table',
  share: 'Share',
  presets: 'Presets…',
  refused: (value, rule) => `“${value}” was refused: expected ${rule}.`,
  expected: (rule) => `Expected ${rule}.`,
  attributeRefused: (name, value, rule, shown) =>
    `The attribute ${name} is “${value}”, expected ${rule}; ${shown} is used instead.`,
  none: '(none)',
  exact: (label) => `${label}, exact value`,
  legend: 'Legend',
};
