/** What the page and its worker tell each other. */

import type { Checked } from '../../figures/calibration/check.js';
import type { ExampleName } from '../../figures/calibration/examples.js';
import type { Text } from '../../locales/languages.js';
import type { Choices } from '../../readers/index.js';

/** Files are tried in each of these combinations, until one is complete. */
export type Task =
  | { readonly attempts: readonly (readonly File[])[]; readonly choices: Choices }
  | { readonly examples: readonly ExampleName[] };

export type Reply =
  | { readonly type: 'progress'; readonly share: number }
  | {
      readonly type: 'done';
      readonly checked: readonly Checked[];
      readonly areLogits: boolean;
      readonly notes: readonly Text[];
      /** Which of the attempts it was. */
      readonly attempt: number;
    }
  | { readonly type: 'refused'; readonly text: Text; readonly isIncomplete: boolean }
  | { readonly type: 'failed'; readonly reason: string };
