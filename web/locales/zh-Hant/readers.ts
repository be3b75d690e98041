/** What is wrong with a file of predictions, and how it was read. */

import type { Language } from '../languages.js';

interface Place {
  readonly file?: string;
  readonly line?: number | undefined;
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  readonly name?: string | undefined;
}

const count = (n: number) => n.toLocaleString('en');
const list = (names: readonly string[]) => names.map((name) => `「${name}」`).join('、');

export const texts = {
  language: 'zh-Hant' as Language,
  at: ({ file, line, row, column, name }: Place, rule: string) => {
    const places = [
      file,
      line && `第 ${line} 行`,
      row && `第 ${count(row)} 列`,
      column && `第 ${column} 欄${name ? `（${name}）` : ''}`,
    ].filter(Boolean);
    return places.length > 0 ? `${places.join('，')}：${rule}` : rule;
  },

  empty: '裡面沒有資料。',
  tooLarge: (megabytes: number) => `檔案超過 ${count(megabytes)} MB 的上限。`,
  tooManyValues: (limit: number) => `數字超過 ${count(limit)} 個的上限。`,
  tooSlow: (seconds: number) => `依它的大小，最多讀 ${count(seconds)} 秒，仍沒讀完：檔案已損壞。`,
  unknownFormat: '這不是 CSV、TSV、NPY、NPZ、JSON 或 Parquet。',
  excel: '這是活頁簿；請把工作表另存為 CSV。',
  pickle: '這是 pickle，讀它等於執行任意程式。請用 numpy.save 或 numpy.savez 存陣列。',
  quotes: '引號沒有成對，或位置不對。',
  ragged: (cells: number, width: number) => `這一列有 ${cells} 格，應該有 ${width} 格。`,
  notANumber: (cell: string) => `「${cell}」不是數字。`,
  missing: '這一格是空的，應該是數字。',
  noLabel: '這一格是空的，應該是類別。',
  tooGreat: (cell: string) => `${cell} 超出 32 位元浮點數的範圍。`,

  notNpy: '開頭不像 NPY 檔。',
  npyHeader: 'NPY 檔頭損壞。',
  npyType: (type: string) => `數值的型別是 ${type}，應該是數字或字串。`,
  npyObjects: '裡面是 Python 物件，讀它可能執行任意程式。請存成數字陣列。',
  npyShape: (shape: string) => `形狀是 (${shape})，應該是一或兩個軸：列與類別。`,
  truncated: (bytes: number, expected: number) => `只有 ${count(bytes)} 個位元組，應該有 ${count(expected)} 個。`,
  zipBroken: 'ZIP 壓縮檔損壞。',
  zipEmpty: '壓縮檔裡沒有陣列（.npy）。',
  jsonBroken: (reason: string) => `這不是 JSON：${reason}`,
  jsonShape: '應該是一串列，或名稱各帶一串同樣長的值。',
  parquetBroken: (reason: string) => `無法讀取 Parquet 檔：${reason}`,
  parquetCodec: (codec: string) => `用 ${codec} 壓縮；只能讀不壓縮、snappy 或 gzip 的檔。`,

  noFiles: '沒有檔案。',
  noScores: '裡面沒有預測欄；每個類別應該有一欄。',
  noLabels: '沒有標籤：要有一欄類別，或第二個檔案，每列一個標籤。',
  noSuchColumn: (wanted: string, names: readonly string[]) => `沒有 ${wanted} 這一欄；有 ${list(names)}。`,
  whichLabel: (names: readonly string[]) => `有好幾欄可能是標籤：${list(names)}。請選一欄。`,
  tooManyFiles: '預測檔超過兩個；可以比較兩個。',
  lengths: (other: string, own: number, expected: number) =>
    `有 ${count(own)} 列，但 ${other} 有 ${count(expected)} 列。`,
  widths: (other: string, own: number, expected: number) => `有 ${own} 類，但 ${other} 有 ${expected} 類。`,
  otherLabels: (other: string) => `標籤和 ${other} 的不同；兩個模型要在同樣的資料上比較。`,
  labelRange: (cell: string, classes: number, first: number) =>
    `標籤是 ${cell}，應該是 ${first} 到 ${classes - 1 + first} 的整數，或代表略過的 -100。`,
  labelName: (cell: string, names: readonly string[]) => `標籤「${cell}」不在類別 ${list(names)} 之中。`,
  labelNames: (found: number, classes: number) =>
    `標籤有 ${found} 種名稱，類別有 ${classes} 個。請用類別名稱當預測欄的欄名。`,
  oneHot: '應該只有一個 1，其餘是 0：one-hot 標籤。',
  nothingCounts: '每一列都略過了（-100）。',
  notAProbability: (cell: string) => `${cell} 不是機率，應該是 0 到 1 的數字。`,
  notAPercentage: (cell: string) => `${cell} 不是百分比，應該是 0 到 100 的數字。`,
  notFinite: (cell: string) => `預測是 ${cell}，應該是數字。`,
  allMasked: '這一列的 logit 全是 −∞，沒有類別可選。',

  kinds: { logits: 'logit', 'log-probabilities': '對數機率', probabilities: '機率', percent: '百分比' },
  read: (file: string, n: number, classes: number, kind: string) =>
    `${file}：${count(n)} 列，每列 ${classes} 個${kind}。`,
  chosen: (kind: string) => `依你的選擇當成${kind}。`,
  binary: '每列只有一個數字：當成兩類中的第二類，P(y = 1)。',
  label: (file: string, column: string) => `標籤：${file}${column ? ` 的「${column}」欄` : ''}。`,
  left: (file: string, names: readonly string[]) => `${file} 中不用的欄：${list(names)}。`,
  indexLeft: (file: string) => `${file} 中不用的欄：第一欄，它只是列號。`,
  oneBased: '標籤從 1 算起。',
  zeroBased: '標籤看來從 0 算起；如果是從 1 算起，請改選。',
  minusOne: '標籤 −1 和 1 當成 0 和 1。',
  sorted: (names: readonly string[]) => `類別依字母順序：${list(names)}。`,
  ignored: (n: number) => `略過 ${count(n)} 列標籤為 -100 的資料。`,
  sums: (n: number, sum: string) => `有 ${count(n)} 列的機率總和不是 1（其中一列是 ${sum}）。這些真的是機率嗎？`,
};
