/** What is said of a model's confidence, on the page and by the command. */

export const texts = {
  over: (accuracy: string, confidence: string, points: string, level: string, low: string, high: string) =>
    `你的模型答對 ${accuracy} %，卻自稱 ${confidence} %：過度自信 ${points} 個百分點（${level} % 區間：${low} 到 ${high}）。`,
  under: (accuracy: string, confidence: string, points: string, level: string, low: string, high: string) =>
    `你的模型答對 ${accuracy} %，只自稱 ${confidence} %：自信不足 ${points} 個百分點（${level} % 區間：${low} 到 ${high}）。`,
  even: (accuracy: string, confidence: string, level: string, low: string, high: string) =>
    `你的模型答對 ${accuracy} %，自稱 ${confidence} %：平均來說，有多少把握就有多準（差距的 ${level} % 區間：${low} 到 ${high} 個百分點）。`,
  nothing: (ece: string, high: string) =>
    `沒有什麼要修的：校準誤差 ${ece}，在同樣筆數的完美校準也會有的範圍內（最多 ${high}）。`,
  cancels: (ece: string, high: string) =>
    `但是誤差互相抵銷了：校準誤差有 ${ece}，同樣筆數的完美校準很少超過 ${high}。請看可靠度圖。`,
  temperature: (t: string, before: string, after: string) =>
    `一個溫度，T = ${t}：用一半的資料擬合、在另一半上評估，兩個方向都做，校準誤差（ECE）從 ${before} 變成 ${after}。預測的類別完全不變。`,
  halves: (one: string, other: string) => `兩半分別得到 T = ${one} 和 ${other}。`,
  remains: (after: string, high: string) =>
    `剩下的 ${after} 仍比完美校準會有的（${high}）多：其他方法，例如每一類一個溫度，或許還能再降。`,
  enough: (high: string) => `剩下的在同樣筆數的完美校準也會有的範圍內（最多 ${high}）。`,
  noHelp: (t: string) => `溫度幫不上忙：最好的是 T = ${t}。`,
  again:
    '如果要重新訓練：可以從 α = 0.1 開始，和 α = 0 在沒看過的資料上比較。不要用準確率去配 α，那會過頭：文中的實驗裡，準確率 79 % 時最好的是 α = 0.1。標籤乾淨時，平滑可能讓校準變差。',
  less: '如果訓練時用了標籤平滑，比較看看小一點的 α，或不用：平滑只會讓模型更沒把握。',
  infinity: '最好的溫度是無限大：這個模型說得越少越好。它的分數和標籤無關；兩邊的順序一樣嗎？',
  separable: '每個預測都對：再低的溫度都還不夠低，也就沒有東西可以校準。請用模型沒看過的資料。',
  few: (rows: string) => `只有 ${rows} 列，少到區間不足為憑；有幾百列才說得準。`,
  oneClass: (name: string) => `所有標籤都是同一類（${name}）。以下只對這一類成立。`,
  constant: '每一列的信心都一樣，分不出哪些預測比較有把握。',
  certain: '每一列都說有 100 % 的把握：這像是預測出的類別，不是機率。任何溫度都改變不了；請給 logits 或機率。',
  compare: (one: string, other: string, oneEce: string, otherEce: string) =>
    `校準誤差：${one} ${oneEce}，${other} ${otherEce}。`,
};
