/** The page for addresses that do not exist. */

export const missing = {
  title: '這裡沒有頁面',
  text: '網址可能打錯了，或頁面已經搬走。',
  back: '回到「標籤平滑」',
};
