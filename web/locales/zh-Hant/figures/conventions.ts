/** Texts of the figure `conventions` beside those that figures share. */

export const texts = {
  title: '同一個 α，四種目標',
  hint: '點選一組長條，或用左右方向鍵，改變正確類別；拖曳任一長條的頂端，或用上下方向鍵，改變 α。',
  chart: (alpha: string, shares: string) => `分組長條圖：α = ${alpha} 時，正確類別在各種慣例下得到 ${shares}。`,
  share: (convention: string, value: string) => `${convention} ${value}`,
  separator: '、',
  noteOf: (convention: string, note: string) => `${convention}：${note}`,
  own: (convention: string) => `正確類別 (${convention})`,
  othersAlpha: 'uniform 的 α 換算成 others',
  uniformAlpha: 'others 的 α 換算成 uniform',
  fromUniform: (alpha: string, classes: number, converted: string) =>
    `uniform(α) = others(α(K−1)/K)：K = ${classes} 時，uniform 的 ${alpha} 就是 others 的 ${converted}。`,
  fromOthers: (alpha: string, converted: string) =>
    `反過來，others 的 ${alpha} 是 uniform 的 αK/(K−1) = ${converted}。`,
  noUniform: (alpha: string, converted: string) =>
    `反過來不一定行：others 的 ${alpha} 需要 uniform 的 α = ${converted}，超過 1，uniform 做不到。`,
  fromPadded: (alpha: string, live: number, converted: string) =>
    `padded 就是只在 ${live} 個真正的類別上做 others(${alpha})；在那 ${live} 類上等於 uniform(${converted})，填充那一欄是 0。`,
  noPadded: 'K = 2 時 padded 沒有類別可分（K−2 = 0），所以沒有畫出來。',
  prior: 'prior 依類別頻率 π 分配，包括正確類別自己的那一份；π 相等時就是 uniform。',
};
