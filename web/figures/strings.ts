/** Every text of the figures and their controls that is not in the parameter table. */

import type { Language } from './parameters.js';

const zh = {
  // controls and frame
  reset: '重設',
  resetHint: '回到最初的設定',
  settings: '設定',
  readout: '讀數',
  tableSummary: '資料表',
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

  dividesByZero: (classes: number) =>
    `K = ${classes} 時沒有類別可以分配：扣掉填充和正確類別後，K−2 = 0，α/(K−2) 等於除以零。請把 K 調到 3 以上，或換一種慣例。`,
  leveled: (alpha: string) => `α = ${alpha} 時，每個類別的目標機率都一樣，標籤不再透露哪一類才對。`,
  leastLikely: (alpha: string, fraction: string, threshold: string) =>
    `α = ${alpha} 超過 ${fraction} ≈ ${threshold}，正確類別反而成了機率最小的一類：這樣的目標會教模型答錯。`,
  overtaken: (own: string, highest: string) =>
    `正確類別只剩 ${own}，已經被另一類的 ${highest} 超過：這樣的目標會教模型答錯。`,

  // targets
  targetsTitle: '平滑前後的標籤',
  targetsHint: '點選長條，或用左右方向鍵，改變正確類別。',
  targetsLabel: (target: number, own: string, other: string) =>
    `長條圖：硬標籤把機率 1 全給類別 ${target}；平滑後它得到 ${own}，其他類別${other}。`,
  otherEqual: (value: string) => `各得 ${value}`,
  otherVaries: (value: string) => `最多得到 ${value}`,
  targetsPaddingRow: (padding: number) => `類別 ${padding} 是填充：答案是填充的位置不算損失，所以整列都是 0。`,
  targetsPaddedFact: (alpha: string, own: string, uniform: string) =>
    `同樣是 α = ${alpha}，意思卻不同：這裡正確類別拿到 1−α = ${own}；uniform 會把 α/K 還給它，變成 ${uniform}。`,
  targetsUniformFact: (alpha: string, own: string, others: string) =>
    `同樣是 α = ${alpha}，意思卻不同：這裡正確類別拿回 α/K，得到 ${own}；others 和 padded 只留給它 1−α = ${others}。`,

  // heatmap
  heatmapTitle: '一批資料的目標分布',
  heatmapHint: '點一格，就把那一列的正確類別改成那一類。',
  heatmapLabel: (rows: number, classes: number) => `熱圖：${rows} 列目標分布，每列 ${classes} 個類別。`,
  rowTarget: (row: number, target: number) => `列 ${row}，y = ${target}`,
  targetOfRow: (row: number) => `列 ${row} 的正確類別`,
  heatmapPaddingFact: (padding: number, rows: string) =>
    `類別 ${padding} 是填充，那一欄永遠是 0${rows === '' ? '' : `；列 ${rows} 的答案就是填充，所以整列是 0，不產生損失`}。`,

  // steps
  stepsTitle: '帶填充的標籤平滑，一步一步算',
  stepLog: '預測取對數',
  stepLogText: 'KLDivLoss 要的輸入是 log p。機率 0 的對數是 −∞。',
  stepFill: (share: string) => `填入 α/(K−2) = ${share}`,
  stepFillText: (classes: number, overK: string) =>
    `分母是 K−2：填充和正確類別都不分。常被寫成 α/K，但 K = ${classes} 時那會是 ${overK}。`,
  stepConfidence: (confidence: string) => `正確類別填入 1−α = ${confidence}`,
  stepConfidenceText: '每一列在自己的正確類別換上信心值。',
  stepColumn: (padding: number) => `填充欄（類別 ${padding}）歸零`,
  stepColumnText: '模型永遠不該預測填充，所以那一欄沒有機率。',
  stepRows: '答案是填充的列歸零',
  stepRowsText: '那些位置沒有字可猜，整列清成 0，就不會產生損失。',
  stepRowsNone: '這裡沒有答案是填充的列，所以沒有東西要清。',
  stepKl: (total: string) => `逐項 KL，總和 ${total}`,
  stepKlText: '每一格是 q·(log q − log p)；q = 0 的格子依定義是 0。',
  stepRemedy: (total: string) => `補救後的逐項 KL，總和 ${total}`,
  stepRemedyText: '先把機率 0 換成 1e-10 再重新正規化，然後才取對數。',
  infinite: (row: number, column: number, q: string, logQ: string) =>
    `KL 是 +∞：列 ${row}、類別 ${column} 的目標是 ${q}，預測卻是 0，這一項是 ${q} × (${logQ} − (−∞)) = +∞。模型判定「絕不可能」的類別，目標卻給了它機率。`,
  pytorchNan: (row: number, column: number, before: string) =>
    `PyTorch 1.12 以前印出 ${before}，1.13 起印出 nan：它在列 ${row}、類別 ${column} 算了 0 × (−∞)。依定義 0·log 0 = 0，所以這裡不會出現 nan。`,
  remedied: (value: string) => `把 0 換成 1e-10 並重新正規化，KL 就是有限的 ${value}。`,
  notNormalized: (sum: string) => `預測的總和是 ${sum}，不是 1；KL 照填入的數字計算。`,
  confidence: '信心值 1−α',
  share: '每類分到 α/(K−2)',
  kl: 'KL 總和',
  klRemedied: '補救後的 KL 總和',
  stepsSummary: (kl: string, remedied: string) => `KL 總和是 ${kl}；補救後是 ${remedied}。`,

  // loss curve
  lossCurveTitle: { kl: 'KL 損失隨 x 變化', 'cross-entropy': '交叉熵損失隨 x 變化' },
  lossName: { kl: 'KL 散度', 'cross-entropy': '交叉熵' },
  lossCurveX: 'x',
  lossCurveHint: '在圖上點選或拖曳，或用左右方向鍵，讀取某個 x 的損失。',
  lossCurveLabel: (loss: string, count: number, max: number) =>
    `折線圖：x 從 1 到 ${max} 時的${loss}，共 ${count} 條曲線。`,
  curveOf: (alpha: string) => `α = ${alpha}`,
  readAt: '讀取點',
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

  // cross-entropy
  crossEntropyTitle: '損失只看正確類別的機率',
  crossEntropyBars: (target: number, probability: string) =>
    `長條圖：one-hot 標籤在類別 ${target} 是 1；模型給它的機率是 ${probability}。`,
  crossEntropyCurve: (probability: string, loss: string) =>
    `曲線圖：損失 −log p 隨 p 下降；p = ${probability} 時損失是 ${loss}。`,
  crossEntropyBarsHint: '上下拖曳，或用方向鍵，改變正確類別的機率。',
  crossEntropyCurveHint: '左右拖曳，或用方向鍵，沿著曲線移動。',
  oneHot: 'one-hot 標籤 y',
  probabilityOf: (target: number) => `p${subscript(target)}`,
  lossOf: (target: number) => `−log p${subscript(target)} = log(1/p${subscript(target)})`,
  crossEntropyTerm: 'y·(−log p)',
  crossEntropyFact: (target: number, probability: string, loss: string) =>
    `y 只有類別 ${target} 是 1，其餘各項都乘上 0，總和只剩 −log(${probability}) = ${loss}。其他類別怎麼分都不影響損失。`,
  crossEntropyInfinite: (target: number) =>
    `模型說類別 ${target} 絕不可能 (p = 0)，它偏偏就是答案：−log 0 = +∞，曲線上已經沒有這一點。`,
  crossEntropyZero: '機率剛好是 1，損失是 0。softmax 要把 logits 的差距拉到無限大才到得了這裡，這正是過度自信的來源。',
};

const en: typeof zh = {
  reset: 'Reset',
  resetHint: 'Back to the first settings',
  settings: 'Settings',
  readout: 'Readout',
  tableSummary: 'Data table',
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

  dividesByZero: (classes) =>
    `With K = ${classes} nobody is left to share α: without padding and the correct class K−2 = 0, so α/(K−2) divides by zero. Raise K to 3 or more, or choose another convention.`,
  leveled: (alpha) => `At α = ${alpha} all classes get the same, so the label no longer says which one is right.`,
  leastLikely: (alpha, fraction, threshold) =>
    `α = ${alpha} is beyond ${fraction} ≈ ${threshold}: the correct class has become the least likely one. Such a target teaches the model to be wrong.`,
  overtaken: (own, highest) =>
    `The correct class is down to ${own} and another class with ${highest} has overtaken it. Such a target teaches the model to be wrong.`,

  targetsTitle: 'A label before and after smoothing',
  targetsHint: 'Click a bar, or press the left and right arrow keys, to choose the correct class.',
  targetsLabel: (target, own, other) =>
    `Bar chart: the hard label gives class ${target} all of the probability; smoothed, it keeps ${own} and ${other}.`,
  otherEqual: (value) => `every other class gets ${value}`,
  otherVaries: (value) => `the other classes get up to ${value}`,
  targetsPaddingRow: (padding) =>
    `Class ${padding} is padding: a position whose answer is padding has no loss, so its whole row is 0.`,
  targetsPaddedFact: (alpha, own, uniform) =>
    `The same α = ${alpha} means two things: here the correct class keeps 1−α = ${own}, while uniform gives α/K back to it, ${uniform} in all.`,
  targetsUniformFact: (alpha, own, others) =>
    `The same α = ${alpha} means two things: here the correct class gets α/K back and has ${own}, while others and padded leave it 1−α = ${others}.`,

  heatmapTitle: 'Targets of a small batch',
  heatmapHint: 'Click a cell to make its class the correct one of that row.',
  heatmapLabel: (rows, classes) => `Heat map: ${rows} target distributions over ${classes} classes.`,
  rowTarget: (row, target) => `Row ${row}, y = ${target}`,
  targetOfRow: (row) => `Correct class of row ${row}`,
  heatmapPaddingFact: (padding, rows) =>
    `Class ${padding} is padding, so its column is always 0${rows === '' ? '' : `; the answer of row ${rows} is padding itself, so all of it is 0 and costs nothing`}.`,

  stepsTitle: 'Smoothing with padding, step by step',
  stepLog: 'Take the logarithm of the prediction',
  stepLogText: 'KLDivLoss wants log p. The logarithm of probability 0 is −∞.',
  stepFill: (share) => `Fill with α/(K−2) = ${share}`,
  stepFillText: (classes, overK) =>
    `The divisor is K−2, as padding and the correct class get no share. It is often labeled α/K, but with K = ${classes} that would be ${overK}.`,
  stepConfidence: (confidence) => `Put 1−α = ${confidence} at the correct class`,
  stepConfidenceText: 'Each row gets its confidence at its own target.',
  stepColumn: (padding) => `Clear the padding column (class ${padding})`,
  stepColumnText: 'Padding should never be predicted, so it gets no probability.',
  stepRows: 'Clear the rows whose target is padding',
  stepRowsText: 'There is no word to guess there: an empty row adds no loss.',
  stepRowsNone: 'No row here has padding as its target, so nothing changes.',
  stepKl: (total) => `KL per element, total ${total}`,
  stepKlText: 'Each cell is q·(log q − log p); where q = 0 it is 0 by definition.',
  stepRemedy: (total) => `KL per element after the remedy, total ${total}`,
  stepRemedyText: 'Zeros become 1e-10 and the prediction is renormalized before the logarithm.',
  infinite: (row, column, q, logQ) =>
    `KL is +∞: in row ${row}, class ${column} the target is ${q} but the prediction is 0, so this term is ${q} × (${logQ} − (−∞)) = +∞. The model called a class impossible that the target does not.`,
  pytorchNan: (row, column, before) =>
    `PyTorch up to 1.12 prints ${before} here, 1.13 and later print nan, because they evaluate 0 × (−∞) in row ${row}, class ${column}. By definition 0·log 0 is 0, so there is no nan here.`,
  remedied: (value) =>
    `With zeros replaced by 1e-10 and the prediction renormalized, KL is the finite number ${value}.`,
  notNormalized: (sum) => `The predictions sum to ${sum}, not 1; KL is computed from the numbers as they are.`,
  confidence: 'Confidence 1−α',
  share: 'Share α/(K−2)',
  kl: 'KL, total',
  klRemedied: 'KL after the remedy',
  stepsSummary: (kl, remedied) => `KL is ${kl} in total; after the remedy it is ${remedied}.`,

  lossCurveTitle: { kl: 'KL loss against x', 'cross-entropy': 'Cross-entropy loss against x' },
  lossName: { kl: 'KL divergence', 'cross-entropy': 'Cross-entropy' },
  lossCurveX: 'x',
  lossCurveHint: 'Click or drag on the chart, or press the left and right arrow keys, to read the loss at some x.',
  lossCurveLabel: (loss, count, max) =>
    `Line chart: ${loss} for x from 1 to ${max}, ${count} ${count === 1 ? 'curve' : 'curves'}.`,
  curveOf: (alpha) => `α = ${alpha}`,
  readAt: 'Read off',
  minimumX: 'Minimum x*',
  minimumLoss: 'Smallest loss',
  lossFirst: 'Loss (x = 1)',
  lossLast: (x) => `Loss (x = ${x})`,
  lossAt: (x) => `Loss (x = ${x})`,
  curveDips: (alpha, x) =>
    `α = ${alpha}: the loss falls until x* = ${x} and then rises again. Being surer than the target is penalized too.`,
  curveMinimum: (alpha, x) => `α = ${alpha}: the minimum is at x* = ${x}.`,
  curveBeyond: (alpha, x) =>
    `α = ${alpha}: the minimum is at x* = ${x}, beyond what is drawn, so the curve seems to fall for ever.`,
  curveOnlyRises: (alpha, x) =>
    `α = ${alpha}: the minimum x* = ${x} is not above 1, so the curve rises from the very start.`,
  curveOnlyFalls: (alpha) =>
    `α = ${alpha}: the other classes get nothing, so the curve only falls and the model is told to be ever surer.`,
  curveFlat:
    'With K = 2 there is only the correct class beside padding: the prediction ignores x and the curve is flat.',
  curvePaddingOnly: (alpha) =>
    `α = ${alpha}: all of the target is on padding, so the loss ignores x and the curve is flat.`,
  curveFormula:
    'With padding the minimum is at x* = (K−2)(1−α)/α; the curve rises from the start only if α ≥ (K−2)/(K−1).',
  curveFloor: (entropy) =>
    `Cross-entropy = KL + H(q): the whole curve is raised by the entropy of the target, H(q) = ${entropy}. Its shape and gradient stay.`,
  curvePadding: (share) =>
    `This convention also gives the padding class a target of ${share}, where the model has only 1e-10: that raises the whole curve.`,
  curveSummary: (alpha, x, loss, minimum) => `α = ${alpha}: the loss at x = ${x} is ${loss}; ${minimum}`,
  minimumAt: (x, loss) => `the minimum is at x = ${x}, loss ${loss}.`,
  noMinimum: 'there is no minimum.',

  crossEntropyTitle: 'The loss looks at one probability only',
  crossEntropyBars: (target, probability) =>
    `Bar chart: the one-hot label is 1 at class ${target}; the model gives it ${probability}.`,
  crossEntropyCurve: (probability, loss) => `Curve: the loss −log p falls with p; at p = ${probability} it is ${loss}.`,
  crossEntropyBarsHint: 'Drag up or down, or use the arrow keys, to change the probability of the correct class.',
  crossEntropyCurveHint: 'Drag left or right, or use the arrow keys, to move along the curve.',
  oneHot: 'One-hot label y',
  probabilityOf: (target) => `p${subscript(target)}`,
  lossOf: (target) => `−log p${subscript(target)} = log(1/p${subscript(target)})`,
  crossEntropyTerm: 'y·(−log p)',
  crossEntropyFact: (target, probability, loss) =>
    `Only class ${target} has y = 1; every other term is multiplied by 0, which leaves −log(${probability}) = ${loss}. How the rest is shared makes no difference.`,
  crossEntropyInfinite: (target) =>
    `The model calls class ${target} impossible (p = 0), and it is the answer: −log 0 = +∞, a point that no curve can show.`,
  crossEntropyZero:
    'Probability exactly 1, loss 0. Softmax only gets here with logits infinitely far apart, which is where over-confidence comes from.',
};

const subscript = (index: number) => String(index).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] as string);

export const strings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
