/** Texts of the figure `alpha-sweep` beside those that figures share. */

export const texts = {
  sweepTitle: 'α 從 0 到 0.98',
  sweepInvitation: (count: number) => `按「開始訓練」，用電腦所有的核心訓練 ${count} 個網路。`,
  sweepAlpha: '平滑強度 α',
  sweepAccuracyChart: '折線圖：測試準確率隨 α 變化，帶狀是種子之間的標準差。',
  sweepNllChart: '折線圖：測試負對數概似隨 α 變化。',
  sweepEceChart: '折線圖：校準誤差 ECE 隨 α 變化。',
  sweepConfidenceChart: '折線圖：平均信心與準確率隨 α 變化。',
  smoothingSeries: '標籤平滑',
  scaledSeries: '硬標籤 + 溫度縮放',
  trainSeries: '訓練準確率',
  temperature: '溫度 T',
  underfit: (alpha: string) =>
    `從 α = ${alpha} 起是擬合不足：訓練和測試準確率都比 α = 0 低，差距超過兩個標準誤，α 再大也沒有回來。`,
  notUnderfit: '到 α = 0.98 為止，訓練和測試準確率沒有同時明顯低於 α = 0：這次的結果還看不出擬合不足。',
  underconfident: (alpha: string) => `從 α = ${alpha} 起，平均信心低於準確率：網路變得信心不足。`,
  oneSeed: '只有一個種子，看不出差異是不是巧合，所以不標擬合不足。',
  bestEce: (alpha: string, ece: string) => `ECE 最低在 α = ${alpha}，是 ${ece}。`,
  scaledFact: (temperature: string, ece: string, accuracy: string) =>
    `對照：硬標籤的網路訓練完再做溫度縮放（T ≈ ${temperature}），ECE 是 ${ece}，準確率不變（${accuracy}）。只多一個參數，用另外留下的資料來定。`,
  underfitMark: '擬合不足',
  sweepSummary: (accuracy: string, best: string, alpha: string) =>
    `α = 0 的準確率是 ${accuracy}；ECE 最低是 ${best}，在 α = ${alpha}。`,
  bestEceLabel: '最低的 ECE',
  bestEceAlpha: 'ECE 最低時的 α',
  underfitAlpha: '開始擬合不足的 α',
  hardEce: 'ECE (α = 0)',
  scaledEce: 'ECE（溫度縮放後）',
  hardAccuracy: '準確率 (α = 0)',
  bestAccuracy: '最高的準確率',
  bestAccuracyAlpha: '準確率最高時的 α',
};
