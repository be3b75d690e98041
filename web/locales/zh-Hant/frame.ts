/** What the page for iframes says. */

export const texts = { title: '標籤平滑，動手玩' };
