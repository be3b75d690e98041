/** What is expected of a value. */

const numbers = (isWhole: boolean, low: number, high: number) => `${low} 到 ${high} 之間的${isWhole ? '整數' : '數字'}`;

export const texts = {
  oneOf: (choices: string) => `${choices} 其中之一`,
  one: numbers,
  from: (shortest: number, longest: number) => `${shortest} 到 ${longest}`,
  list: (count: string, isWhole: boolean, low: number, high: number) =>
    `${count} 個 ${numbers(isWhole, low, high)}，以逗號分隔`,
  and: (rule: string, further: string) => `${rule}，${further}`,
  further: { somePositive: '其中至少一個大於 0' },
};
