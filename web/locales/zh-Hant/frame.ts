/** What the page for iframes says. */

export const texts = {
  title: '標籤平滑，動手玩',
  /** The link where no script runs. */
  without: '互動圖表：標籤平滑',
};
