/** What the parameters and their choices are called, of figures that train nothing. */

export const texts = {
  parameters: {
    alpha: '平滑強度 α',
    alphas: '一起比較的 α',
    convention: '平滑慣例',
    classes: '類別數 K',
    target: '正確類別 y',
    targets: '每列的正確類別',
    paddingIndex: '填充 (padding) 類別',
    prior: '類別頻率 π',
    predictions: '模型預測的機率 p',
    logits: '模型的 logit z',
    learningRate: '學習率',
    temperature: '溫度 T',
    classCounts: '一起比較的類別數 K',
    probability: '正確類別的預測機率',
    loss: '損失函數',
    shownStep: '顯示第幾步（0：全部）',
    xMax: 'x 的上限',
    x: '目前的 x',
    bins: '區間數',
    binning: '區間',
  },
  choices: {
    binning: {
      'equal-width': '等寬',
      'equal-mass': '等量（列數相同）',
    },
    convention: {
      uniform: 'uniform：每類各 α/K',
      others: 'others：其餘各 α/(K−1)',
      padded: 'padded：其餘各 α/(K−2)',
      prior: 'prior：依頻率各 α·πᵢ',
    },
    loss: {
      kl: 'KL 散度',
      'cross-entropy': '交叉熵',
    },
  },
};
