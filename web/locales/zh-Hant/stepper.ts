/** Texts of what leads through matrices step by step. */

export const texts = {
  steps: '步驟',
  previous: '上一步',
  next: '下一步',
  step: (at: number, count: number, title: string) => `第 ${at} 步，共 ${count} 步：${title}。`,
  rewritten: (cells: number) => `這一步改寫了框起來的 ${cells} 格，劃掉的是原來的數字。`,
};
