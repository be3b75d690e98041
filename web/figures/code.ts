/** Parts of the code that recomputes every number of a figure's data table, with PyTorch and with this package. */

import type { Values } from './vocabulary.js';

export interface Code {
  readonly python: string;
  readonly javascript: string;
}

export const list = (numbers: readonly number[]) => `[${numbers.join(', ')}]`;

/** Smoothing options in JavaScript. */
export function optionsOf(
  { classes, alpha, convention, paddingIndex, prior }: Values,
  names: { readonly classes?: string; readonly alpha?: string } = {},
) {
  const entries = [names.classes ?? `classes: ${classes}`, names.alpha ?? `labelSmoothing: ${alpha}`];
  if (convention !== 'uniform') entries.push(`convention: '${convention}'`);
  if (convention === 'padded') entries.push(`paddingIndex: ${paddingIndex}`);
  if (convention === 'prior') {
    const total = prior.reduce((sum, weight) => sum + weight, 0);
    entries.push(`prior: ${list(prior)}.map((weight) => weight / ${total})`);
  }
  return `{ ${entries.join(', ')} }`;
}

/** A Python function that smooths by one convention. */
export function smoothPython({ convention, paddingIndex, prior }: Values, name = 'smooth'): string {
  const lines = {
    uniform: ['return one_hot * (1 - alpha) + alpha / classes'],
    others: ['return one_hot * (1 - alpha) + (1 - one_hot) * alpha / (classes - 1)'],
    padded: [
      'q = one_hot * (1 - alpha) + (1 - one_hot) * alpha / (classes - 2)',
      `q[:, ${paddingIndex}] = 0`,
      `q[targets == ${paddingIndex}] = 0`,
      'return q',
    ],
    prior: [
      `prior = torch.tensor(${list(prior ?? [])}, dtype=torch.float64)`,
      'return one_hot * (1 - alpha) + alpha * prior / prior.sum()',
    ],
  }[convention];
  return [
    `def ${name}(targets, classes, alpha):`,
    '    targets = torch.tensor(targets)',
    '    one_hot = F.one_hot(targets, classes).double()',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
}

/** Columns of a table whose first is the class. */
export const pythonColumns = (columns: readonly string[]) =>
  `for row in zip(range(classes), ${columns.map((column) => `${column}.tolist()`).join(', ')}):\n    print(*row)`;
export const javascriptColumns = (columns: readonly string[]) =>
  `for (let k = 0; k < classes; k++) console.log(k, ${columns.map((column) => `${column}[k]`).join(', ')});`;

export const floats = (numbers: readonly number[]) => `torch.tensor(${list(numbers)}, dtype=torch.float64)`;

/** Prints a matrix of several rows. */
export const javascriptRows = `const print = (matrix, first) => {
  for (let row = 0; row < targets.length; row++) {
    console.log(...first(row), ...matrix.slice(row * classes, (row + 1) * classes));
  }
};`;
