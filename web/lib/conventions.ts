/** Facts about the conventions that need no kernel. */

import type { Convention } from './types.js';

/**
 * The smallest K of each convention; with fewer it would divide by 0. As `smallest_class_count` in cpp/src/checks.cpp.
 */
export const smallestClasses: Readonly<Record<Convention, number>> = { uniform: 1, others: 2, padded: 3, prior: 1 };
