/** Texts of the figure `descent` beside those that figures share. */

export const texts = {
  title: '放手之後：logit 會停在哪裡',
  barsHint: '抓住長條往上或往下拖，再放手。用鍵盤：上下鍵選類別，左右鍵移動它的 logit。',
  bars: (logits: string) => `長條圖：每個類別現在的 logit 是 ${logits}。`,
  curve: (gap: string, steps: string) =>
    `折線圖：正確類別領先的差距隨步數變化（對數時間）。走了 ${steps} 步，現在是 ${gap}。`,
  logit: 'logit z',
  logitOf: (name: string) => `logit z：${name}`,
  push: '推力 q − p',
  gap: '差距：正確類別減最大的另一類',
  time: '步數（對數）',
  rest: (gap: string) => `停在 ${gap}`,
  restingGap: '停下來的差距',
  steps: '步數',
  now: '現在的 logit',
  path: '差距',
  restLine: '停下來的地方',
  endless: '硬標籤：差距沒有停下來的地方。每一步都還在往上，只是越來越慢，像時間的對數。',
  rests: (gap: string) =>
    `推力 q − p 把 logit 拉向目標。softmax 等於目標時推力是 0，差距停在 ${gap}。改變 α，停的地方就跟著移動。`,
  play: '放手',
  pause: '暫停',
  step: '走一步',
  again: '從頭',
  group: '梯度下降',
  still: '系統設定要求減少動態效果，所以這裡只一步一步走。',
};
