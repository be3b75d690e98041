/** Texts of the figure `temperature` beside those that figures share. */

export const texts = {
  title: '溫度縮放改預測，標籤平滑改目標',
  barsHint:
    '點選一欄，或用左右方向鍵，改變正確類別；拖曳目標長條的頂端（或用上下方向鍵）改變 α，拖曳 T\u00a0=\u00a01 的預測長條頂端移動它的 logit，拖曳調溫後的長條頂端改變溫度。',
  curveHint: '在圖上點選或拖曳，或用左右方向鍵，改變溫度。',
  cold: '預測 softmax(z)',
  warm: (temperature: string) => `softmax(z/T)，T = ${temperature}`,
  soft: (alpha: string) => `平滑後的目標 (α = ${alpha})`,
  x: '溫度 T',
  loss: '損失',
  hardCurve: '硬標籤的損失',
  softCurve: '平滑標籤的損失',
  bars: (target: number, cold: string, temperature: string, warm: string, soft: string) =>
    `長條圖：類別 ${target} 的預測是 ${cold}，T = ${temperature} 時變成 ${warm}；平滑後的目標是 ${soft}。`,
  curves: (temperature: string, hard: string, soft: string) =>
    `曲線圖：T = ${temperature} 時，硬標籤的損失是 ${hard}，平滑標籤的損失是 ${soft}。`,
  lossCold: '硬標籤，T = 1',
  lossWarm: '硬標籤，除以 T',
  lossSoft: '平滑標籤，T = 1',
  lossSoftWarm: '平滑標籤，除以 T',
  best: '平滑損失最低的 T',
  fact: '溫度在訓練之後才用：所有 logits 除以同一個 T，排名不變，變的只有把握的大小。平滑在訓練時用：改的是目標，模型因此學到不同的 logits。',
  bestFact: (best: string) =>
    `用平滑標籤來看，這組 logits 在 T = ${best} 時最好，再冷再熱都更差：平滑要求的是有限的把握。`,
  hardFalls: '用硬標籤來看，正確類別領先時 T 越小損失越小，沒有終點：這就是過度自信的來源。',
  hardWrong: '正確類別沒有領先，所以溫度越低，硬標籤的損失越大：再怎麼調溫度，也救不回錯的排名。',
  flat: '所有 logits 都一樣，除以溫度沒有差別。',
};
