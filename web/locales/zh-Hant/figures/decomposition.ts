/** Texts of the figure `decomposition` beside those that figures share. */

export const texts = {
  title: '交叉熵 = KL 散度 + 目標的熵',
  hint: '左右拖曳，或按左右鍵，改變模型給正確類別的機率；上下拖曳地板那條線，或按上下鍵，改變 α。',
  x: '模型給正確類別的機率 p',
  loss: '損失',
  crossEntropy: '交叉熵 CE',
  kl: 'KL 散度',
  floor: '地板 H(q)',
  chart: (probability: string, crossEntropy: string, entropy: string, kl: string) =>
    `堆疊曲線圖：p = ${probability} 時，交叉熵 ${crossEntropy} = 地板 H(q) ${entropy} + KL ${kl}。`,
  minimum: 'CE 最低處 p*',
  fact: (best: string, floor: string) =>
    `模型再好，交叉熵也降不到 ${floor} 以下：p = ${best} 時預測等於目標，KL 是 0，剩下的全是目標自己的熵。`,
  residue: (best: string, kl: string) =>
    `p = ${best} 時損失最低，但還留著 ${kl} 的 KL：這條曲線把剩下的機率平分給其他類別，而目標並不平分。`,
  noFloor: 'α = 0 時目標是 one-hot，熵是 0，沒有地板：KL 就是交叉熵，p 越接近 1 越好，沒有盡頭。',
  same: '兩條曲線只差一個常數，所以梯度完全相同；用哪一個訓練，走的每一步都一樣。',
  padding: '填充類別的目標是 0；這裡模型也給它 0，所以它不影響損失。',
};
