/** Texts of the figure `gradient` beside those that figures share. */

export const texts = {
  title: '訓練的推力是 q\u00a0−\u00a0p：目標減預測',
  hint: '點選一欄，或用左右方向鍵，改變正確類別；拖曳目標長條的頂端（或用上下方向鍵）改變 α，拖曳預測長條的頂端移動它的 logit。',
  chart: (target: number, p: string, q: string, push: string) =>
    `長條與箭頭：類別 ${target} 的預測是 ${p}，目標是 ${q}，推力 q − p = ${push}。`,
  target: '目標 q',
  gradient: '梯度 p − q',
  push: '推力 q − p',
  targetPush: '正確類別受到的推力',
  logit: 'logit z',
  targetGradient: '正確類別的梯度',
  gradientSum: '梯度總和',
  loss: '交叉熵',
  fact: '箭頭從預測 p 指向目標 q，是訓練給那個 logit 的推力：朝上的 logit 會升高，朝下的會降低。更新是往梯度的反方向走，而梯度是 p\u00a0−\u00a0q，所以推力是 q\u00a0−\u00a0p。',
  tooSure: (target: number, p: string, q: string) =>
    `模型給類別 ${target} 的 ${p} 已經超過目標 ${q}：連正確類別的 logit 也會被壓低。硬標籤永遠不會這樣。`,
  never: (target: number) =>
    `硬標籤的目標是 1，softmax 到不了 1，所以類別 ${target} 的箭頭永遠朝上，logit 沒有停下來的一天。`,
};
