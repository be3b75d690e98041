/** Texts of guesses made in a picture. */

import type { texts as master } from '../zh-Hant/guess.js';

export const texts: typeof master = {
  invitation: 'drag to guess',
  yours: (value) => `your guess: ${value}`,
};
