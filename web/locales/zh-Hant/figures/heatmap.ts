/** Texts of the figure `heatmap` beside those that figures share. */

export const texts = {
  heatmapTitle: '一批資料的目標分布',
  heatmapHint: '點一格，就把那一列的正確類別改成那一類；鍵盤用上下鍵選列，左右鍵改類別。',
  heatmapLabel: (rows: number, classes: number) => `熱圖：${rows} 列目標分布，每列 ${classes} 個類別。`,
  rowTarget: (row: number, target: number) => `列 ${row}，y = ${target}`,
  targetOfRow: (row: number) => `列 ${row} 的正確類別`,
  heatmapPaddingFact: (padding: number, rows: string) =>
    `類別 ${padding} 是填充，那一欄永遠是 0${rows === '' ? '' : `；列 ${rows} 的答案就是填充，所以整列是 0，不產生損失`}。`,
};
