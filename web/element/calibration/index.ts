/** What gives the figure `calibration` its predictions, and the tables below it: class by class, the surest mistakes. */

import { ignored } from '../../figures/calibration/analysis.js';
import { type Checked, checkModel } from '../../figures/calibration/check.js';
import { type CalibrationResults, firstModel } from '../../figures/calibration/index.js';
import { texts } from '../../figures/calibration/texts.js';
import { short } from '../../figures/format.js';
import { type LabelSmoothing, LabelSmoothingError, type Numbers } from '../../lib/index.js';
import type { Language } from '../../locales/languages.js';
import { fillTable, make } from '../dom.js';
import type { Host, Predictions } from '../host.js';
import { createFoldedTable } from '../parts/data-table.js';
import type { Part } from '../parts/part.js';
import type { Training } from '../runner/index.js';
import type { Runner } from '../runner/runner.js';
import { adopt } from '../sheets.js';
import { style } from './style.js';

/** Nothing runs: the results change when predictions are given. */
class Given implements Runner {
  results: CalibrationResults & Runner['results'] = { status: 'idle', done: 0, total: 0, perSecond: 0, models: [] };

  set(models: readonly Checked[]): void {
    this.results = { ...this.results, models };
  }

  play(): void {}
  pause(): void {}
  restart(): void {}
  update(): void {}
  setVisible(): void {}
  dispose(): void {}
}

/** @param changed called when there is something new to draw */
export function createCalibration(ls: LabelSmoothing, host: Host, changed: () => void): Training {
  adopt(host.root, style);
  const runner = new Given();
  const panel = make('div');
  panel.hidden = true;
  return {
    runner,
    panel: { element: panel, show: () => {} },
    below: createTables((language) => runner.results.models[0] ?? firstModel(ls, language)),
    setPredictions: async (predictions) => {
      runner.set(predictions.checked ?? [checkModel(ls, read(ls, predictions), '')]);
      changed();
    },
  };
}

function refuse(argument: string, message: string): never {
  throw new LabelSmoothingError(argument === 'probs' ? 'wrong_type' : 'invalid_count', argument, message);
}

/** Takes what the package takes, with its errors. */
function read(ls: LabelSmoothing, predictions: Predictions) {
  const { probs, logits, targets, classes, names } = predictions;
  if ((probs === undefined) === (logits === undefined))
    refuse('probs', `expected either probs or logits, got ${probs === undefined ? 'neither' : 'both'}`);
  const areLogits = logits !== undefined;
  const given = (logits ?? probs) as Numbers;
  const calibrator = ls.calibrator({ classes, logits: areLogits });
  try {
    calibrator.add(given, targets);
  } finally {
    calibrator.free();
  }
  const columns = classes === 1 ? 2 : classes;
  if (names !== undefined && !(Array.isArray(names) && names.length === columns))
    refuse('names', `names has ${names?.length} values, expected ${columns}, one for each class`);
  const values = Float32Array.from('data' in given ? given.data : (given as ArrayLike<number>), Number);
  const indices = Int32Array.from(targets as ArrayLike<number>, Number);
  if (indices.every((target) => target === ignored)) refuse('targets', 'targets has no row that counts');
  return {
    scores: classes === 1 ? pairs(values, areLogits) : values,
    areLogits,
    targets: indices,
    classes: columns,
    names: names?.map(String),
    owned: true,
  };
}

/** P(y = 1), or its logit, as two classes. */
function pairs(values: Float32Array, areLogits: boolean): Float32Array {
  const both = new Float32Array(2 * values.length);
  values.forEach((value, row) => {
    both[2 * row] = areLogits ? 0 : 1 - value;
    both[2 * row + 1] = value;
  });
  return both;
}

/** The model whose tables these are. */
type Model = (language: Language) => Checked;

/** Rows of a table of mistakes, and mistakes that each row lists. */
const mostPairs = 12;
const mostListed = 6;
/** Mistakes that count as the surest. */
const surest = 100;

function createTables(model: Model): Part {
  const classes = createClasses(model);
  const mistakes = createMistakes(model);
  const element = make('div', { class: 'tables' }, classes.element, mistakes.element);
  return {
    element,
    show: (shown) => {
      element.hidden = shown.snapshot.hide.has('table');
      classes.show(shown);
      mistakes.show(shown);
    },
  };
}

function createClasses(model: Model): Part {
  const { element, table, call } = createFoldedTable();
  let sortedBy = 0;
  let descending = false;
  let again = () => {};
  // One listener: the cells come and go.
  table.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const column = Number(button?.dataset['column'] ?? Number.NaN);
    if (Number.isNaN(column)) return;
    descending = column === sortedBy ? !descending : column > 0;
    sortedBy = column;
    again();
  });
  return {
    element,
    show: ({ snapshot: { language } }) => {
      again = () => {
        const t = texts[language];
        call(t.perClass);
        const header = [t.className, t.rows, t.recall, t.predicted, t.precision, t.confidence, t.classEce];
        const rows = model(language).analysis.perClass.map(
          ({ index, name, count, recall, predicted, accuracy, confidence, ece }) =>
            [index, count, recall, predicted, accuracy, confidence, ece, name] as const,
        );
        rows.sort((one, other) => {
          const [left, right] = [one[sortedBy] as number, other[sortedBy] as number];
          // What is not there comes last.
          if (Number.isNaN(left) || Number.isNaN(right))
            return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
          return descending ? right - left : left - right;
        });
        fillTable(
          table,
          header,
          rows.map((row) => [row[7], ...row.slice(1, 7).map((value) => short(value as number, 3))]),
        );
        header.forEach((name, column) => {
          const cell = table.tHead?.rows[0]?.cells[column] as HTMLTableCellElement;
          cell.setAttribute('aria-sort', column !== sortedBy ? 'none' : descending ? 'descending' : 'ascending');
          // A button that is there may have the focus.
          if (cell.querySelector('button')) return;
          const button = make('button', { type: 'button', 'data-column': String(column) }, name);
          button.title = t.sortBy(name);
          cell.replaceChildren(button);
        });
      };
      again();
    },
  };
}

function createMistakes(model: Model): Part {
  const { element, table, call } = createFoldedTable();
  element.className = 'mistakes';
  return {
    element,
    show: ({ snapshot: { language } }) => {
      const t = texts[language];
      call(t.surest);
      const { rows, names } = model(language).analysis;
      const wrong = [...rows.place.keys()]
        .filter((row) => rows.predicted[row] !== rows.target[row])
        .sort((one, other) => (rows.confidence[other] as number) - (rows.confidence[one] as number))
        .slice(0, surest);
      const groups = new Map<string, number[]>();
      for (const row of wrong) {
        const key = `${rows.target[row]} ${rows.predicted[row]}`;
        const own = groups.get(key) ?? [];
        groups.set(key, own);
        own.push(row);
      }
      // As sure as the surest of them.
      const pairs = [...groups.values()].slice(0, mostPairs);
      fillTable(
        table,
        pairs.length > 0 ? [t.truth, t.taken, t.howMany, rows.line ? t.lines : t.places] : [t.noMistakes],
        pairs.map((own) => {
          const [first] = own as [number];
          const listed = own.slice(0, mostListed).map((row) => {
            const confidence = short(rows.confidence[row] as number, 3);
            return `${rows.line?.[row] ?? (rows.place[row] as number) + 1} (${confidence})`;
          });
          return [
            names[rows.target[first] as number] ?? '',
            names[rows.predicted[first] as number] ?? '',
            String(own.length),
            `${listed.join(', ')}${own.length > mostListed ? ', …' : ''}`,
          ];
        }),
      );
    },
  };
}
