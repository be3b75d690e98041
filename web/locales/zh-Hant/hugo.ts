/** What stands for a figure in feeds and where no script runs. */

export const texts = { figure: (title: string) => `互動圖表：${title}` };
