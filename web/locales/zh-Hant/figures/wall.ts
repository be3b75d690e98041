/** Texts of the figure `wall` beside those that figures share. */

export const texts = {
  title: '測試圖片，按信心排列',
  invitation: '按「開始訓練」：兩個網路各自替測試圖片排隊，最有把握的排在左上角。',
  recordedWall: '這一次訓練是事先錄好的。按「開始訓練」，就在這裡重跑一次。',
  withoutPictures: '圖片拿不到：網路或這個網頁的政策擋住了。圖片先用灰色方塊代替；兩個網路的答案是事先錄好的。',
  noPicturesHere: '圖片拿不到：網路或這個網頁的政策擋住了。按「重設」會回到錄好的那一次，不需要圖片。',
  wallChart: (network: string, above: string, mistakes: string, threshold: string) =>
    `圖片牆，${network}：按信心排列的測試圖片。信心超過 ${threshold} 的有 ${above} 張，其中 ${mistakes} 張答錯。`,
  waitingChart: (network: string) => `圖片牆，${network}：還沒有訓練。`,
  counts: (threshold: string, above: string, mistakesAbove: string, below: string, mistakesBelow: string) =>
    `信心超過 ${threshold}：${above} 張，答錯 ${mistakesAbove} 張。以下：${below} 張，答錯 ${mistakesBelow} 張。`,
  legend: '紅框是答錯的；角上有點的，在兩個網路分屬界線兩邊；變淡的在界線以下。',
  hint: '指著一張圖片，或用方向鍵選一張：看兩個網路的答案和正確類別。',
  changed: (count: string) => `${count} 張圖片在兩個網路分屬界線兩邊。`,
  order: (hard: string, smoothed: string) =>
    `排得並沒有比較準，只是信心不同：拿信心分辨對錯，ROC 曲線下面積是 ${hard} → ${smoothed}。`,
  betterOrder: (hard: string, smoothed: string) => `這一次順序也準了一點：ROC 曲線下面積是 ${hard} → ${smoothed}。`,
  rightClass: (label: string) => `正確類別：${label}`,
  accuracyOf: (network: string) => `準確率，${network}`,
  says: (network: string, guess: string, confidence: string) => `${network}：${guess}，${confidence}`,
  mistakesAbove: (network: string) => `有把握卻答錯，${network}`,
  above: (network: string) => `超過界線，${network}`,
  auroc: (network: string) => `ROC 曲線下面積，${network}`,
  changedLabel: '換邊的圖片',
  picture: '圖片',
  label: '正確類別',
  guess: (network: string) => `答案，${network}`,
  confidenceOf: (network: string) => `信心，${network}`,
  summary: (threshold: string, hard: string, smoothed: string) =>
    `信心超過 ${threshold} 卻答錯的圖片：硬標籤 ${hard} 張，平滑 ${smoothed} 張。`,
};
