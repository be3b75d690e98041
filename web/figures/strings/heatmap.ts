/** Texts of the figure `heatmap` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  heatmapTitle: '一批資料的目標分布',
  heatmapHint: '點一格，就把那一列的正確類別改成那一類；鍵盤用上下鍵選列，左右鍵改類別。',
  heatmapLabel: (rows: number, classes: number) => `熱圖：${rows} 列目標分布，每列 ${classes} 個類別。`,
  rowTarget: (row: number, target: number) => `列 ${row}，y = ${target}`,
  targetOfRow: (row: number) => `列 ${row} 的正確類別`,
  heatmapPaddingFact: (padding: number, rows: string) =>
    `類別 ${padding} 是填充，那一欄永遠是 0${rows === '' ? '' : `；列 ${rows} 的答案就是填充，所以整列是 0，不產生損失`}。`,
};

const en: typeof zh = {
  heatmapTitle: 'Targets of a small batch',
  heatmapHint:
    'Click a cell to make its class the correct one of that row; by keyboard, up and down choose the row, left and right its class.',
  heatmapLabel: (rows, classes) => `Heat map: ${rows} target distributions over ${classes} classes.`,
  rowTarget: (row, target) => `Row ${row}, y = ${target}`,
  targetOfRow: (row) => `Correct class of row ${row}`,
  heatmapPaddingFact: (padding, rows) =>
    `Class ${padding} is padding, so its column is always 0${rows === '' ? '' : `; the answer of row ${rows} is padding itself, so all of it is 0 and costs nothing`}.`,
};

export const heatmapStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
