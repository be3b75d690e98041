/** Texts of the figure `logit-gap` beside those that figures share. */

export const texts = {
  title: '最佳解的 logit 差距是有限的',
  hint: '在圖上點選或拖曳，或用左右方向鍵，改變 α。',
  x: '平滑強度 α',
  y: '最佳解的 logit 差距',
  curve: (classes: number) => `K = ${classes}`,
  chart: (alpha: string, gaps: string) => `折線圖：α = ${alpha} 時，最佳解中正確類別的 logit 比其他類別高 ${gaps}。`,
  gap: (classes: number) => `差距 (K = ${classes})`,
  threshold: (classes: number) => `差距為 0 的 α (K = ${classes})`,
  listed: (classes: number, gap: string) => `${gap}（K = ${classes}）`,
  separator: '、',
  fact: '損失最低時 softmax 等於目標 q，所以 logit 的差距剛好是「正確類別的 q ÷ 其他類別的 q」的對數。α = 0 時是無限大：模型被鼓勵無止境地更有把握；只要 α > 0，差距就有終點。',
  formula: {
    uniform: 'uniform：差距 = log(1 + K(1−α)/α)。α = 1 時才變成 0，所以正確類別永遠不會輸。',
    others: 'others：差距 = log((K−1)(1−α)/α)。α = (K−1)/K 時變成 0，再大，正確類別就輸了。',
    padded: 'padded：差距 = log((K−2)(1−α)/α)。α = (K−2)/(K−1) 時變成 0，再大，正確類別就輸了。',
  },
  growth: '類別越多，每個其他類別分到的越少，差距越大；但只隨 log K 增加。',
  lost: (classes: string) => `在這個 α，K = ${classes} 的正確類別已經贏不了其他類別：目標會教模型答錯。`,
};
