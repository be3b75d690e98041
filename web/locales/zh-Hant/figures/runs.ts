/** Words that the figures share which train networks. */

export const texts = {
  notStarted: '還沒開始',
  recorded: '這是事先錄下的一次訓練。按「開始訓練」，就在這裡重新訓練，錄下的結果淡淡留在後面。',
  hardNetwork: '硬標籤的網路',
  smoothedNetwork: (alpha: string) => `平滑的網路 (α = ${alpha})`,
  hardShort: '硬標籤',
  smoothedShort: (alpha: string) => `α = ${alpha}`,
  epoch: '訓練輪數 (epoch)',
  loss: '負對數概似 (NLL)',
  accuracy: '準確率',
  confidence: '平均信心',
  ece: '校準誤差 ECE',
  onTest: (name: string) => `${name}，測試資料`,
  onTrain: (name: string) => `${name}，訓練資料`,
  of: (measure: string, network: string) => `${network}：${measure}`,
  measured: (measure: string, network: string) => `${network}：${measure}`,
  network: '網路',
  ofSeeds: (first: string, last: string) => `數字是種子 ${first} 到 ${last} 的平均。`,
  notTrained: '網路還沒有訓練。',
  spreadOf: (measure: string) => `${measure}，標準差`,
  seedsColumn: '種子數',
};
