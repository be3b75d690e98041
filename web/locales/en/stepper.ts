/** Texts of what leads through matrices step by step. */

import type { texts as master } from '../zh-Hant/stepper.js';

export const texts: typeof master = {
  steps: 'Steps',
  previous: 'Previous step',
  next: 'Next step',
  step: (at, count, title) => `Step ${at} of ${count}: ${title}.`,
  rewritten: (cells) =>
    cells === 1
      ? 'This step has changed the outlined cell. The old number is crossed out.'
      : `This step has changed the ${cells} outlined cells. The old numbers are crossed out.`,
};
