/** What is wrong with a reader's table. */

export const texts = {
  tooLarge: (megabytes: number) => `檔案太大，上限是 ${megabytes} MB。`,
  empty: '檔案裡沒有資料。',
  quotes: '引號沒有成對。',
  columns: (width: number, mostFeatures: number) => `有 ${width} 欄；要有 1 到 ${mostFeatures} 欄數字，再加一欄類別。`,
  tooFewRows: (count: number, fewestRows: number) => `只有 ${count} 列資料，至少要 ${fewestRows} 列。`,
  tooManyRows: (mostRows: number) => `資料超過 ${mostRows} 列，這是上限。`,
  ragged: (count: number, width: number) => `這一列有 ${count} 欄，第一列有 ${width} 欄。`,
  notANumber: (column: number, cell: string) => `第 ${column} 欄的「${cell}」不是數字。`,
  noLabel: (column: number) => `第 ${column} 欄應該是類別，卻是空的。`,
  tooManyClasses: (column: number, mostClasses: number) =>
    `第 ${column} 欄被當成類別，但已超過 ${mostClasses} 種。類別欄請取名 label，或放在最後一欄。`,
  oneClass: '所有資料都屬於同一類，沒有東西可以分。',
};
