/** Labels for figures that train nothing. */

import type { ParameterKey, Text } from './parameters.js';

/** Labels of parameters and their choices. */
export interface Labels {
  readonly parameters: Readonly<Partial<Record<ParameterKey, Text>>>;
  readonly choices: Readonly<Partial<Record<ParameterKey, Readonly<Record<string, Text>>>>>;
  /** The placeholder of an empty field. */
  readonly examples: Readonly<Partial<Record<ParameterKey, string>>>;
}

export const plainLabels = {
  parameters: {
    alpha: { 'zh-Hant': '平滑強度 α', en: 'Smoothing α' },
    alphas: { 'zh-Hant': '一起比較的 α', en: 'Compare with α' },
    convention: { 'zh-Hant': '平滑慣例', en: 'Convention' },
    classes: { 'zh-Hant': '類別數 K', en: 'Classes K' },
    target: { 'zh-Hant': '正確類別 y', en: 'Correct class y' },
    targets: { 'zh-Hant': '每列的正確類別', en: 'Correct class of each row' },
    paddingIndex: { 'zh-Hant': '填充 (padding) 類別', en: 'Padding class' },
    prior: { 'zh-Hant': '類別頻率 π', en: 'Class frequencies π' },
    predictions: { 'zh-Hant': '模型預測的機率 p', en: 'Predicted probabilities p' },
    logits: { 'zh-Hant': '模型的 logit z', en: 'Logits z of the model' },
    temperature: { 'zh-Hant': '溫度 T', en: 'Temperature T' },
    classCounts: { 'zh-Hant': '一起比較的類別數 K', en: 'Compare with K classes' },
    probability: { 'zh-Hant': '正確類別的預測機率', en: 'Probability of the correct class' },
    loss: { 'zh-Hant': '損失函數', en: 'Loss' },
    shownStep: { 'zh-Hant': '顯示第幾步（0：全部）', en: 'Step shown (0: all)' },
    xMax: { 'zh-Hant': 'x 的上限', en: 'Largest x' },
    x: { 'zh-Hant': '目前的 x', en: 'Current x' },
  },
  choices: {
    convention: {
      uniform: { 'zh-Hant': 'uniform：每類各 α/K', en: 'uniform: α/K each' },
      others: { 'zh-Hant': 'others：其餘各 α/(K−1)', en: 'others: α/(K−1) each' },
      padded: { 'zh-Hant': 'padded：其餘各 α/(K−2)', en: 'padded: α/(K−2) each' },
      prior: { 'zh-Hant': 'prior：依頻率各 α·πᵢ', en: 'prior: α·πᵢ, by frequency' },
    },
    loss: {
      kl: { 'zh-Hant': 'KL 散度', en: 'KL divergence' },
      'cross-entropy': { 'zh-Hant': '交叉熵', en: 'Cross-entropy' },
    },
  },
  examples: { alphas: '0.4, 0.9' },
} as const satisfies Labels;
