/** Texts of controls and frame, and those that several figures share; a figure's own are in strings/. */

import type { Language } from './parameters.js';

const zh = {
  // controls and frame
  reset: '重設',
  resetHint: '回到最初的設定',
  settings: '設定',
  moreSettings: '更多設定',
  readout: '讀數',
  stepwise: '一步一步看',
  tableSummary: '資料表',
  share: '分享',
  presets: '常見設定…',
  refused: (value: string, rule: string) => `「${value}」不能用：這裡要填 ${rule}。`,
  expected: (rule: string) => `這裡要填 ${rule}。`,
  attributeRefused: (name: string, value: string, rule: string, shown: string) =>
    `屬性 ${name} 的值「${value}」不合規定（應為 ${rule}），改用 ${shown}。`,
  none: '（無）',
  exact: (label: string) => `${label}，直接輸入數值`,
  legend: '圖例',

  // words shared by the figures
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

const en: typeof zh = {
  reset: 'Reset',
  resetHint: 'Back to the first settings',
  settings: 'Settings',
  moreSettings: 'More settings',
  readout: 'Readout',
  stepwise: 'Step by step',
  tableSummary: 'Data table',
  share: 'Share',
  presets: 'Presets…',
  refused: (value, rule) => `“${value}” was refused: expected ${rule}.`,
  expected: (rule) => `Expected ${rule}.`,
  attributeRefused: (name, value, rule, shown) =>
    `The attribute ${name} is “${value}”, expected ${rule}; ${shown} is used instead.`,
  none: '(none)',
  exact: (label) => `${label}, exact value`,
  legend: 'Legend',

  classIndex: 'Class',
  classes: 'Classes K',
  row: 'Row',
  step: 'Step',
  probability: 'Probability',
  padding: 'pad',
  hard: 'Hard label (one-hot)',
  smoothedWith: (alpha) => `Smoothed label (α = ${alpha})`,
  predicted: 'Prediction p',
  targetProbability: 'Correct class gets',
  otherProbability: 'Each other class gets',
  entropy: 'Entropy H(q)',
  sum: 'Sum Σq',
  target: 'Correct class y',
  alpha: 'α',

  paddingRow: (padding) =>
    `Class ${padding} is padding: a position whose answer is padding has no loss, so its whole row is 0.`,
  notNormalized: (sum) => `The predictions sum to ${sum}, not 1; KL is computed from the numbers as they are.`,
  dividesByZero: (classes) =>
    `With K = ${classes} no class is left to share α: without padding and the correct class K−2 = 0, so α/(K−2) divides by zero. Raise K to 3 or more, or choose another convention.`,
  leveled: (alpha) => `At α = ${alpha} all classes get the same, so the label no longer says which one is right.`,
  leastLikely: (alpha, fraction, threshold) =>
    `α = ${alpha} is beyond ${fraction} ≈ ${threshold}: the correct class has become the least likely one. Such a target teaches the model to be wrong.`,
  overtaken: (own, highest) =>
    `The correct class is down to ${own} and another class with ${highest} has overtaken it. Such a target teaches the model to be wrong.`,
};

export const strings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
