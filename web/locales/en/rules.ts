/** What is expected of a value, for readers and, in the package's own messages, for developers. */

import type { texts as master } from '../zh-Hant/rules.js';

export const texts: typeof master = {
  oneOf: (choices) => `one of ${choices}`,
  one: (isWhole, low, high) => `${isWhole ? 'an integer' : 'a number'} in [${low}, ${high}]`,
  from: (shortest, longest) => `${shortest} to ${longest}`,
  list: (count, isWhole, low, high) =>
    `${count} ${isWhole ? 'integers' : 'numbers'} in [${low}, ${high}], separated by commas`,
  and: (rule, further) => `${rule}, ${further}`,
  further: { somePositive: 'at least one of them above 0' },
};
