/** What is known of the conventions without a kernel. */

import type { Convention } from './types.js';

/** The smallest K of each, below which it would divide by 0: `smallest_class_count` in cpp/src/checks.cpp. */
export const smallestClasses: Readonly<Record<Convention, number>> = { uniform: 1, others: 2, padded: 3, prior: 1 };
