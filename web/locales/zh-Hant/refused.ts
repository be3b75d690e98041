/** What readers are told of an address whose values are not taken as they stand. */

export const texts = {
  figure: (name: string, rule: string) => `網址裡的圖「${name}」不存在，有的是：${rule}。`,
  value: (name: string, written: string, rule: string, used: string) =>
    `網址裡的 ${name} 寫成「${written}」，應為 ${rule}；這裡改用 ${used}。`,
};
