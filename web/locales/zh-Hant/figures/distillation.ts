/** Texts of the figure `distillation` beside those that figures share. */

export const texts = {
  distillationTitle: '平滑過的老師，教得好嗎？',
  distillationInvitation: (count: number) => `按「開始訓練」，訓練 ${count} 個網路：老師和它們的學生。`,
  distillationChart: '折線圖：學生的測試準確率隨蒸餾溫度變化，老師分平滑與不平滑兩種。',
  distillationEceChart: '折線圖：學生的校準誤差 ECE 隨蒸餾溫度變化。',
  studentOf: (teacher: string) => `${teacher}老師的學生`,
  hardTeacher: '硬標籤',
  teacher: (teacher: string) => `${teacher}老師`,
  smoothTeacher: (alpha: string) => `α = ${alpha} 的`,
  teacherAccuracy: (teacher: string) => `${teacher}老師的準確率`,
  alone: '沒有老師的學生',
  atTemperature: (teacher: string, temperature: string) => `${teacher}老師的學生，T\u00a0=\u00a0${temperature}`,
  distillationTemperature: '蒸餾溫度 T',
  distillationWorse: (temperature: string, difference: string) =>
    `T = ${temperature} 時，平滑的老師教出來的學生比較差，準確率低 ${difference}，超過兩個標準誤。`,
  distillationBetter: (temperature: string, difference: string) =>
    `T = ${temperature} 時，平滑的老師教出來的學生比較好，準確率高 ${difference}，超過兩個標準誤。`,
  distillationSame: (temperatures: string) => `T = ${temperatures} 時，兩種老師教出來的學生分不出高下。`,
  distillationLiterature:
    'Müller 等人（2019）發現平滑的老師教得比較差；Chandrasegaran 等人（2022）發現這要看溫度，T = 1 時不然。這裡寫的是這些網路實際量到的結果。',
  oneSeedStudents: '只有一個種子，看不出差異是不是巧合。',
  teacherColumn: '老師的 α',
};
