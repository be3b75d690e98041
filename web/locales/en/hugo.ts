/** What stands for a figure in feeds and where no script runs. */

import type { texts as master } from '../zh-Hant/hugo.js';

export const texts: typeof master = { figure: (title) => `Interactive figure: ${title}` };
