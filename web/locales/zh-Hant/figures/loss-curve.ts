/** Texts of the figure `loss-curve` beside those that figures share. */

export const texts = {
  lossCurveTitle: { kl: 'KL 損失隨 x 變化', 'cross-entropy': '交叉熵損失隨 x 變化' },
  lossName: { kl: 'KL 散度', 'cross-entropy': '交叉熵' },
  lossCurveX: 'x',
  lossCurveHint: '在圖上點選或拖曳，或用左右方向鍵，讀取某個 x 的損失。',
  lossCurveLabel: (loss: string, count: number, max: number) =>
    `折線圖：x 從 1 到 ${max} 時的${loss}，共 ${count} 條曲線。`,
  curveOf: (alpha: string) => `α = ${alpha}`,
  readAt: '目前的 x',
  minimumX: '最低點 x*',
  minimumLoss: '最低的損失',
  lossFirst: '損失 (x = 1)',
  lossLast: (x: number) => `損失 (x = ${x})`,
  lossAt: (x: number) => `損失 (x = ${x})`,
  curveDips: (alpha: string, x: string) =>
    `α = ${alpha}：損失先降，到 x* = ${x} 最低，再往右又升高。預測比目標更有把握，也要受罰。`,
  curveMinimum: (alpha: string, x: string) => `α = ${alpha}：最低點在 x* = ${x}。`,
  curveBeyond: (alpha: string, x: string) => `α = ${alpha}：最低點在 x* = ${x}，超出畫出來的範圍，所以看起來一路下降。`,
  curveOnlyRises: (alpha: string, x: string) => `α = ${alpha}：最低點 x* = ${x} 不大於 1，所以曲線從一開始就只往上升。`,
  curveOnlyFalls: (alpha: string) => `α = ${alpha}：其他類別分不到機率，曲線只會下降，模型被鼓勵無止境地更有把握。`,
  curveFlat: 'K = 2 時，除了填充只剩正確類別，預測不隨 x 改變，曲線是平的。',
  curvePaddingOnly: (alpha: string) => `α = ${alpha}：目標的機率全在填充上，損失不隨 x 改變，曲線是平的。`,
  curveFormula: '填充版的最低點在 x* = (K−2)(1−α)/α；α ≥ (K−2)/(K−1) 時才會一開始就上升。',
  curveFloor: (entropy: string) => `交叉熵 = KL + H(q)：整條曲線被目標的熵 H(q) = ${entropy} 墊高，形狀和梯度都不變。`,
  curvePadding: (share: string) => `這個慣例也給填充類別 ${share} 的目標，而模型只給它 1e-10，所以整條曲線被墊高。`,
  curveSummary: (alpha: string, x: number, loss: string, minimum: string) =>
    `α = ${alpha}，x = ${x} 時損失是 ${loss}；${minimum}`,
  minimumAt: (x: string, loss: string) => `最低點在 x = ${x}，損失 ${loss}。`,
  noMinimum: '沒有最低點。',
};
