/** Texts of the menu at the head of a figure. */

import { texts as failures } from './failures.js';
import { texts as frame } from './frame.js';

export const texts = {
  link: '複製連結',
  embed: '複製嵌入碼',
  python: '複製 PyTorch 程式',
  javascript: '複製 JavaScript 程式',
  png: '下載 PNG 圖片',
  svg: '下載 SVG 向量圖',
  csv: '下載 CSV 資料',
  fullScreen: '全螢幕',
  print: '列印',
  copied: (what: string) => `已完成：${what}`,
  refused: '瀏覽器不讓網頁使用剪貼簿。文字已選取，請自己複製：',
  failed: (reason: string) => `沒有成功：${reason}`,
  text: '要複製的文字',
  /** The article that figures come from. */
  article: frame.title,
  run: failures.run,
};
