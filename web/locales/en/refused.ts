/** What readers are told of an address whose values are not taken as they stand. */

import type { texts as master } from '../zh-Hant/refused.js';

export const texts: typeof master = {
  figure: (name, rule) => `The address asks for the figure “${name}”, which does not exist. There are: ${rule}.`,
  value: (name, written, rule, used) =>
    `The address has “${written}” for ${name}, expected ${rule}; ${used} is used instead.`,
};
