/** What the builder says. */

import type { BuilderTexts } from '../../embed/builder/texts.js';

export const texts: BuilderTexts = {
  title: '把圖放進你的文章',
  scriptsOff: '這一頁要用 JavaScript 組出嵌入碼。',
  lede: '選一張圖，直接操作到你要的樣子，再複製下面的程式碼。讀者看到的就是這個狀態，也能自己動手調。',
  article: '回到文章',
  settings: '設定',
  figure: '圖',
  language: '語言',
  inherited: '跟著網頁',
  theme: '配色',
  themes: { auto: '跟著網頁', light: '淺色', dark: '深色' },
  group: '連動群組',
  groupHint: '同一頁上群組名稱相同的圖會一起動，例如 a',
  shown: '讀者看得到',
  allControls: '所有控制項',
  compact: '精簡：圖表和一個控制項',
  parts: { toolbar: '選單', caption: '標題', readout: '數值', notes: '說明', hint: '操作提示', table: '資料表' },
  preview: '預覽',
  code: '嵌入碼',
  copy: '複製',
  copied: '已複製',
  selected: '瀏覽器不讓我們複製。程式碼已經選取，請按 Ctrl+C（Mac 按 ⌘C）。',
  kinds: {
    script: [
      '腳本',
      '貼進任何 HTML。腳本放在本站，永遠是相容的最新版。第二行的樣式先把位置空出來，圖出現時版面不會跳動。',
    ],
    pinned: [
      '腳本（固定版本）',
      '同樣的腳本，固定在這個版本，附上雜湊值，內容不符就不執行。每個發布過的版本都會留在本站。',
    ],
    mirror: ['腳本（npm）', '貼進任何 HTML。腳本來自 npm 的公開鏡像，版本固定，這個版本發布到 npm 之後就能用。'],
    iframe: ['iframe', '給不能放腳本的平台。第二行讓高度自動調整；平台若不接受，只貼第一行也行。'],
    hugo: ['Hugo', '裝好 Hugo 模組之後，在文章裡寫這一行。'],
    vitepress: ['VitePress', '貼進 VitePress 的 Markdown，不必改設定。'],
    markdown: ['Markdown', '只能寫 Markdown 的地方：一個打開這張圖的連結。'],
  },
};
