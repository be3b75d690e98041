/** Texts of the figure `heatmap` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/heatmap.js';

export const texts: typeof master = {
  heatmapTitle: 'Targets of a small batch',
  heatmapHint:
    'Click a cell to make its class the correct one of that row; by keyboard, up and down choose the row, left and right its class.',
  heatmapLabel: (rows, classes) => `Heat map: ${rows} target distributions over ${classes} classes.`,
  rowTarget: (row, target) => `Row ${row}, y = ${target}`,
  targetOfRow: (row) => `Correct class of row ${row}`,
  heatmapPaddingFact: (padding, rows) =>
    `Class ${padding} is padding, so its column is always 0${rows === '' ? '' : `; the answer of row ${rows} is padding itself, so all of it is 0 and costs nothing`}.`,
};
