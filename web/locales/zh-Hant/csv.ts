/** What is wrong with a reader's table, beside what no file may be: see readers.ts. */

export const texts = {
  tooLarge: (megabytes: number) => `檔案太大，上限是 ${megabytes} MB。`,
  columns: (width: number, mostFeatures: number) =>
    `有 ${width} 欄；要有 1 到 ${mostFeatures} 欄數字或類目，再加一欄類別。`,
  tooFewRows: (count: number, fewestRows: number) => `完整的資料只有 ${count} 列，至少要 ${fewestRows} 列。`,
  tooManyRows: (mostRows: number) => `資料超過 ${mostRows} 列，這是上限。`,
  notANumber: (cell: string) => `「${cell}」不是數字。`,
  tooManyClasses: (mostClasses: number) =>
    `這一欄被當成類別，但已超過 ${mostClasses} 種。類別欄請取名 label，或放在最後一欄。`,
  oneClass: '所有資料都屬於同一類，沒有東西可以分。',
  left: (names: readonly string[]) =>
    `不用的欄（空格太多，或字詞太多種）：${names.map((name) => `「${name}」`).join('、')}。`,
  incomplete: (count: number) => `略過 ${count} 列有空格的資料。`,
};
