/** What the further parameters and their choices are called of figures that train networks. */

export const texts = {
  parameters: {
    view: '看什麼',
    shown: '投影的三個類別',
    speed: '速度',
    epochs: '訓練輪數',
    data: '資料',
    noise: '標籤雜訊',
    spread: '資料的離散程度',
    dimensions: '特徵數',
    samples: '訓練資料筆數',
    layers: '隱藏層寬度',
    student: '學生的隱藏層寬度',
    temperatures: '蒸餾溫度 T',
    optimizer: '最佳化方法',
    momentum: '動量',
    weightDecay: '權重衰減',
    batch: '批次大小',
    runs: '種子數',
    seed: '隨機種子',
  },
  choices: {
    view: {
      learning: '損失與準確率',
      confidence: '信心與準確率',
      reliability: '可靠度',
      histogram: '信心分布',
      regions: '決策區域',
      projection: '倒數第二層',
    },
    speed: {
      slow: '慢：每影格一步',
      normal: '普通：每影格一輪',
      fast: '全速',
    },
    data: {
      fashion: '衣物 (Fashion-MNIST)',
      digits: '手寫數字 (UCI)',
      gaussian: '常態分布',
      moons: '月牙',
      spirals: '螺旋',
      rings: '圓環',
      csv: '自己的 CSV 檔',
    },
    optimizer: {
      adam: 'Adam',
      sgd: 'SGD 加動量',
    },
  },
};
