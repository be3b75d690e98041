/** Texts of the figure `targets` beside those that figures share. */

export const texts = {
  targetsTitle: '平滑前後的標籤',
  targetsHint: '點選一欄，或用左右方向鍵，改變正確類別；拖曳平滑長條的頂端，或用上下方向鍵，改變 α。',
  targetsLabel: (target: number, own: string, other: string) =>
    `長條圖：硬標籤把機率 1 全給類別 ${target}；平滑後它得到 ${own}，其他類別${other}。`,
  otherEqual: (value: string) => `各得 ${value}`,
  otherVaries: (value: string) => `最多得到 ${value}`,
  targetsPaddedFact: (alpha: string, own: string, uniform: string) =>
    `同樣是 α = ${alpha}，意思卻不同：這裡正確類別拿到 1−α = ${own}；uniform 會把 α/K 還給它，變成 ${uniform}。`,
  targetsUniformFact: (alpha: string, own: string, others: string) =>
    `同樣是 α = ${alpha}，意思卻不同：這裡正確類別拿回 α/K，得到 ${own}；others 和 padded 只留給它 1−α = ${others}。`,
};
