/** Words and sentences that figures share. */

export const texts = {
  /** Between the entries of a list in a sentence. */
  comma: '、',
  classIndex: '類別',
  classes: '類別數 K',
  row: '列',
  step: '步驟',
  probability: '機率',
  padding: '填充',
  hard: '硬標籤 (one-hot)',
  smoothedWith: (alpha: string) => `平滑後 (α = ${alpha})`,
  predicted: '模型預測 p',
  targetProbability: '正確類別的目標機率',
  otherProbability: '其他類別的目標機率',
  entropy: '目標的熵 H(q)',
  sum: '目標總和 Σq',
  target: '正確類別 y',
  alpha: 'α',
  paddingRow: (padding: number) => `類別 ${padding} 是填充：答案是填充的位置不算損失，所以整列都是 0。`,
  notNormalized: (sum: string) => `預測的總和是 ${sum}，不是 1；KL 照填入的數字計算。`,
  dividesByZero: (classes: number) =>
    `K = ${classes} 時沒有類別可以分配：扣掉填充和正確類別後，K−2 = 0，α/(K−2) 等於除以零。請把 K 調到 3 以上，或換一種慣例。`,
  leveled: (alpha: string) => `α = ${alpha} 時，每個類別的目標機率都一樣，標籤不再透露哪一類才對。`,
  leastLikely: (alpha: string, fraction: string, threshold: string) =>
    `α = ${alpha} 超過 ${fraction} ≈ ${threshold}，正確類別反而成了機率最小的一類：這樣的目標會教模型答錯。`,
  overtaken: (own: string, highest: string) =>
    `正確類別只剩 ${own}，已經被另一類的 ${highest} 超過：這樣的目標會教模型答錯。`,
};
