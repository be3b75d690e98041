#!/usr/bin/env node
/** `npx label-smoothing check`: is a model overconfident? Reads its predictions and answers in numbers. */

import { parseArgs } from 'node:util';
import { type Analysis, analyse, type Measures, measure } from '../figures/calibration/analysis.js';
import { numbersOf } from '../figures/calibration/numbers.js';
import {
  digits,
  firstSentence,
  furtherSentences,
  percent,
  type Report,
  reportOf,
  threeDigits,
  usual,
} from '../figures/calibration/verdict.js';
import { LabelSmoothingError, load } from '../lib/index.js';
import { interpret, isParquet, type Kind, kinds, ReadError, readFile, type Sheet } from '../readers/index.js';
import { readApart } from './apart.js';
import { withFile } from './source.js';
import { UseError } from './use-error.js';

const help = `Usage: label-smoothing check <predictions> [options]

Tells whether a model is overconfident: accuracy, confidence, calibration error, and what one temperature would change.
Nothing leaves the machine.

  <predictions>          CSV, TSV, NPY, NPZ, JSON or Parquet: a column for each class (or P(y = 1) alone), and the labels
                         in a column of their own unless --labels names their file
  --labels FILE          the labels: class indices, names or one-hot, a row for each prediction; -100 is ignored
  --label-column NAME    the column with the labels, by its name or its number from 1
  --logits               the predictions are logits (otherwise told from the values)
  --kind KIND            ${kinds.join(', ')}
  --one-based            the labels count from 1
  --bins N               bins of the chart and of the ECE (15)
  --json                 the numbers as JSON
  --max-ece X            exit with 1 if the expected calibration error is above X
  -h, --help

Exit codes: 0 fine, 1 above --max-ece, 2 wrong use or an unreadable file.
`;

async function main(given: readonly string[]): Promise<number> {
  const { values, positionals } = parse(given);
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command, ...paths] = positionals;
  if (command !== 'check')
    throw new UseError(command ? `unknown command ${command}, expected check` : 'expected a command: check');
  if (paths.length !== 1) throw new UseError(`expected one file of predictions, got ${paths.length}`);
  const limit = numberOf(values['max-ece'], '--max-ece', (x) => x >= 0 && x <= 1, 'a number from 0 to 1');
  const bins =
    numberOf(values.bins, '--bins', (x) => Number.isInteger(x) && x >= 1 && x <= 100, 'an integer from 1 to 100') ??
    usual.bins;
  const kind = values.logits ? 'logits' : values.kind;
  if (kind !== undefined && !kinds.includes(kind as Kind))
    throw new UseError(`--kind is ${kind}, expected one of ${kinds.join(', ')}`);

  const ls = await load();
  const allocate = (rows: number, width: number) => ls.matrix(rows, width);
  const read = (path: string, options = {}): Promise<Sheet[]> =>
    withFile(path, async (source) => ((await isParquet(source)) ? readApart(path, source) : readFile(source, options)));
  const sheets = await read(paths[0] as string, { allocate });
  if (values.labels !== undefined) sheets.push(...(await read(values.labels)));
  const predictions = interpret(sheets, {
    kind: kind as Kind | undefined,
    label: values['label-column'],
    first: values['one-based'] ? 1 : undefined,
  });
  const [model] = predictions.models;
  if (!model || predictions.models.length > 1) throw new UseError('expected the predictions of one model');
  const { scores, areLogits } = model;
  const { targets, classes, names } = predictions;
  const analysis = analyse(ls, {
    scores: 'free' in scores ? (scores as ReturnType<typeof allocate>) : scores.data,
    areLogits,
    targets,
    classes,
    names,
    owned: true,
  });
  const report = reportOf(ls, analysis);
  const shown = measure(ls, analysis, { ...usual, bins });
  const notes = predictions.notes.map((note) => note.en);
  process.stdout.write(
    values.json
      ? `${JSON.stringify(numbersOf(analysis, report, shown, notes), undefined, 2)}\n`
      : textOf(analysis, report, shown, notes),
  );
  if (limit === undefined || shown.ece <= limit) return 0;
  process.stderr.write(`label-smoothing: the ECE is ${digits(shown.ece)}, above the limit of ${limit}\n`);
  return 1;
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        labels: { type: 'string' },
        'label-column': { type: 'string' },
        logits: { type: 'boolean' },
        kind: { type: 'string' },
        'one-based': { type: 'boolean' },
        bins: { type: 'string' },
        json: { type: 'boolean' },
        'max-ece': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UseError((error as Error).message);
  }
}

function numberOf(text: string | undefined, name: string, holds: (value: number) => boolean, rule: string) {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!holds(value)) throw new UseError(`${name} is ${text}, expected ${rule}`);
  return value;
}

const width = 40;

function textOf(analysis: Analysis, report: Report, shown: Measures, notes: readonly string[]): string {
  const { count, classes, nll, brier, classwiseEce, temperature } = analysis;
  const { accuracy, confidence, ece, mce, adaptiveEce, debiasedEce, ks, consistency } = shown;
  const row = (name: string, value: string) => `  ${name.padEnd(26)}${value}`;
  return `${[
    ...notes.map((note) => `  ${note}`),
    '',
    firstSentence(report, 'en'),
    ...furtherSentences(analysis, report, 'en'),
    '',
    row('rows, classes', `${count}, ${classes}`),
    row('accuracy', `${percent(accuracy)} %`),
    row('confidence', `${percent(confidence)} %`),
    row(
      'ECE',
      `${digits(ece)}   (perfect calibration: ${digits(consistency.mean)}, at most ${digits(consistency.high)})`,
    ),
    row('ECE, equal mass', digits(adaptiveEce)),
    row('ECE, class-wise', digits(classwiseEce)),
    row('calibration error, L2', `${digits(debiasedEce)}   (debiased)`),
    row('largest gap of a bin', digits(mce)),
    row('Kolmogorov–Smirnov', digits(ks)),
    row('negative log-likelihood', digits(nll)),
    row('Brier score', digits(brier)),
    row('temperature', `${threeDigits(temperature)}   (ECE with it, held out: ${digits(report.heldOut.ece)})`),
    '',
    ...chartOf(shown),
  ].join('\n')}\n`;
}

/** Each bin a bar as long as its accuracy, with a mark where it claims to be. */
function chartOf({ bins }: Measures): string[] {
  const most = Math.max(...bins.map(({ count }) => String(count).length), 4);
  const lines = bins
    .filter(({ count }) => count > 0)
    .map(({ lower, upper, count, confidence, accuracy }) => {
      const filled = Math.round(accuracy * width);
      const mark = Math.min(Math.round(confidence * width), width - 1);
      const bar = [...'█'.repeat(filled).padEnd(width, '·')];
      bar[mark] = '|';
      return `  ${lower.toFixed(2)}–${upper.toFixed(2)} ${String(count).padStart(most)} ${bar.join('')} ${percent(accuracy).padStart(5)} of ${percent(confidence).padStart(5)} %`;
    });
  return [`  ${'confidence'.padEnd(9)} ${'rows'.padStart(most)}`, ...lines, '  █ right   | claimed'];
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UseError || error instanceof ReadError || error instanceof LabelSmoothingError)) throw error;
  process.stderr.write(`label-smoothing: ${error.message}\n`);
  if (error instanceof UseError) process.stderr.write('Try label-smoothing --help\n');
  process.exitCode = 2;
}
