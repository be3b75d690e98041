/** Labels of the parameters and their choices. They are apart from the table, which loads first. */

import type { ParameterKey, Text, Values } from './parameters.js';
import { type Labels, plainLabels } from './plain-labels.js';

export const parameterLabels: Readonly<Record<ParameterKey, Text>> = {
  ...plainLabels.parameters,
  view: { 'zh-Hant': '看什麼', en: 'View' },
  shown: { 'zh-Hant': '投影的三個類別', en: 'Three classes to project' },
  speed: { 'zh-Hant': '速度', en: 'Speed' },
  epochs: { 'zh-Hant': '訓練輪數', en: 'Epochs' },
  data: { 'zh-Hant': '資料', en: 'Data' },
  noise: { 'zh-Hant': '標籤雜訊', en: 'Label noise' },
  spread: { 'zh-Hant': '資料的離散程度', en: 'Spread of the data' },
  dimensions: { 'zh-Hant': '特徵數', en: 'Features' },
  samples: { 'zh-Hant': '訓練資料筆數', en: 'Training examples' },
  layers: { 'zh-Hant': '隱藏層寬度', en: 'Widths of hidden layers' },
  student: { 'zh-Hant': '學生的隱藏層寬度', en: 'Student’s hidden layers' },
  temperatures: { 'zh-Hant': '蒸餾溫度 T', en: 'Temperatures T' },
  optimizer: { 'zh-Hant': '最佳化方法', en: 'Optimizer' },
  learningRate: { 'zh-Hant': '學習率', en: 'Learning rate' },
  momentum: { 'zh-Hant': '動量', en: 'Momentum' },
  weightDecay: { 'zh-Hant': '權重衰減', en: 'Weight decay' },
  batch: { 'zh-Hant': '批次大小', en: 'Batch size' },
  runs: { 'zh-Hant': '種子數', en: 'Seeds' },
  seed: { 'zh-Hant': '隨機種子', en: 'Random seed' },
};

/** Parameters whose values are words. */
type ChoiceKey = { [Key in ParameterKey]: Values[Key] extends string ? Key : never }[ParameterKey];

export const choiceLabels: { readonly [Key in ChoiceKey]: Readonly<Record<Values[Key], Text>> } = {
  ...plainLabels.choices,
  view: {
    learning: { 'zh-Hant': '損失與準確率', en: 'Loss and accuracy' },
    confidence: { 'zh-Hant': '信心與準確率', en: 'Confidence and accuracy' },
    reliability: { 'zh-Hant': '可靠度', en: 'Reliability' },
    histogram: { 'zh-Hant': '信心分布', en: 'Confidence histogram' },
    regions: { 'zh-Hant': '決策區域', en: 'Decision regions' },
    projection: { 'zh-Hant': '倒數第二層', en: 'Penultimate layer' },
  },
  speed: {
    slow: { 'zh-Hant': '慢：每影格一步', en: 'Slow: a step a frame' },
    normal: { 'zh-Hant': '普通：每影格一輪', en: 'Normal: an epoch a frame' },
    fast: { 'zh-Hant': '全速', en: 'As fast as it goes' },
  },
  data: {
    gaussian: { 'zh-Hant': '常態分布', en: 'Gaussian classes' },
    moons: { 'zh-Hant': '月牙', en: 'Moons' },
    spirals: { 'zh-Hant': '螺旋', en: 'Spirals' },
    rings: { 'zh-Hant': '圓環', en: 'Rings' },
    csv: { 'zh-Hant': '自己的 CSV 檔', en: 'Your own CSV file' },
  },
  optimizer: {
    adam: { 'zh-Hant': 'Adam', en: 'Adam' },
    sgd: { 'zh-Hant': 'SGD 加動量', en: 'SGD with momentum' },
  },
};

export const labels: Labels = {
  parameters: parameterLabels,
  choices: choiceLabels,
  examples: { ...plainLabels.examples, layers: '64, 64', student: '64, 64', temperatures: '1, 2, 4, 8' },
};
