/** Texts of the figure `trace` beside those that figures share. */

export const texts = {
  title: 'nan 和 inf 從哪一個乘積來？',
  q: '目標 q',
  qText: '這一列的平滑目標。',
  logP: 'log p',
  logPText: 'KLDivLoss 的輸入。機率 0 的對數是 −∞。',
  own: 'q·log q',
  ownText: 'q = 0 的格子依定義是 0；PyTorch 的 xlogy 也這樣算。',
  product: 'q × log p，照浮點數規則相乘',
  productText: '0 × (−∞) 是 NaN；正數 × (−∞) 是 −∞。',
  after: (total: string) => `PyTorch 1.13 起：q·log q − q × log p，總和 ${total}`,
  afterText: '直接相減，所以 NaN 留在裡面；只要有一格是 NaN，總和就是 nan。',
  before: (total: string) => `PyTorch 1.12 以前：q > 0 才算，總和 ${total}`,
  beforeText: 'q = 0 的格子一律填 0，NaN 不會出現，∞ 照樣留下。',
  defined: (total: string) => `依定義（本套件）：總和 ${total}`,
  definedText: '0·log 0 = 0；q > 0 而 p = 0 時是 +∞，不偷偷截斷。',
  quantity: '步驟',
  kl: '依定義的 KL',
  klBefore: 'PyTorch 1.12 以前',
  klAfter: 'PyTorch 1.13 起',
  nanNote: (column: number) =>
    `nan 來自類別 ${column}：目標是 0，預測也是 0，於是 q × log p = 0 × (−∞) = NaN。依定義這一項是 0。`,
  infiniteNote: (column: number, q: string, logQ: string) =>
    `inf 來自類別 ${column}：${q} × (${logQ} − (−∞)) = +∞。模型說絕不可能，目標卻說有可能，這是真的無限大，不是計算錯誤。`,
  both: '兩種都有時，∞ + NaN = NaN，所以 1.13 起只看得到 nan，真正的問題（+∞）反而被蓋住。',
  clean: '沒有預測是 0，所以三種算法得到同一個有限的數。',
  remedy: '解法：別對機率 0 取對數。用 log_softmax 直接從 logits 得到 log p，或先把 0 換成 1e-10 再正規化。',
  summary: (kl: string, before: string, after: string) =>
    `依定義 KL 是 ${kl}；PyTorch 1.12 以前印出 ${before}，1.13 起印出 ${after}。`,
};
