/** 圖片資料的類別名稱 */
export const fashion = ['T 恤', '長褲', '套頭衫', '洋裝', '大衣', '涼鞋', '襯衫', '運動鞋', '包包', '短靴'];

export const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 圖片的出處，授權條款要求註明 */
const source = {
  fashion:
    '圖片：Fashion-MNIST，© 2017 Zalando SE（MIT 授權），縮小為 14 × 14 像素。每個種子都把其中 2000 張重新分成兩份，訓練和測試各 1000 張。',
  digits:
    '圖片：E. Alpaydin、C. Kaynak，Optical Recognition of Handwritten Digits，UCI Machine Learning Repository（CC BY 4.0）。每個種子都把 1797 張重新分成訓練 1000 張、測試 797 張。',
};

/** All of it. */
export const pictures = { fashion, digits, source };
