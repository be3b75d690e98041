/** Reads files and measures what they hold, off the page's thread. Whoever cancels ends it. */

import { type Checked, checkModel } from '../../figures/calibration/check.js';
import { exampleOf } from '../../figures/calibration/examples.js';
import { type LabelSmoothing, load, type Matrix } from '../../lib/index.js';
import type { Text } from '../../locales/languages.js';
import {
  type Choices,
  IncompleteError,
  interpret,
  type Predictions,
  ReadError,
  readFile,
  type Sheet,
  sourceOf,
} from '../../readers/index.js';
import type { Reply, Task } from './protocol.js';

const reply = (message: Reply) => postMessage(message);

/** Reading takes about this share of the time. */
const readingShare = 0.3;

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  try {
    const ls = await load();
    if ('examples' in data) {
      const checked = data.examples.map((name) => checkModel(ls, exampleOf(name), name));
      reply({ type: 'done', checked, areLogits: true, notes: [], attempt: 0 });
    } else await checkFiles(ls, data.attempts, data.choices);
  } catch (error) {
    if (error instanceof ReadError)
      reply({ type: 'refused', text: error.text, isIncomplete: error instanceof IncompleteError });
    else reply({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});

async function checkFiles(ls: LabelSmoothing, attempts: readonly (readonly File[])[], choices: Choices) {
  // Every file is read once, however many combinations are tried.
  const sheets = new Map<File, readonly Sheet[]>();
  const files = new Set(attempts.flat());
  const bytes = [...files].reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    const progress = (share: number) =>
      reply({ type: 'progress', share: (readingShare * (done + share * file.size)) / Math.max(1, bytes) });
    sheets.set(file, await readFile(sourceOf(file), { allocate: (rows, width) => ls.matrix(rows, width), progress }));
    done += file.size;
  }
  let refusal: unknown;
  for (const [attempt, chosen] of attempts.entries()) {
    let predictions: Predictions;
    try {
      predictions = interpret(
        chosen.flatMap((file) => sheets.get(file) ?? []),
        choices,
      );
    } catch (error) {
      // That of the first attempt, unless more files got further.
      if (refusal === undefined || !(error instanceof IncompleteError)) refusal = error;
      continue;
    }
    const checked = measureAll(ls, predictions);
    reply({
      type: 'done',
      checked,
      areLogits: predictions.models.every(({ areLogits }) => areLogits),
      notes: predictions.notes as readonly Text[],
      attempt,
    });
    return;
  }
  throw refusal;
}

function measureAll(ls: LabelSmoothing, { models, targets, classes, names, line }: Predictions): Checked[] {
  return models.map(({ scores, areLogits, file }, index) => {
    const given = {
      scores: 'free' in scores ? (scores as Matrix) : scores.data,
      ...{ areLogits, targets, classes, names, line, owned: true },
    };
    return checkModel(ls, given, file.replace(/\.\w+$/, ''), (share) =>
      reply({ type: 'progress', share: readingShare + ((1 - readingShare) * (index + share)) / models.length }),
    );
  });
}
