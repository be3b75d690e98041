/** What a figure is: a pure function from the kernels and a state to everything that is shown about it. */

import type { ChartConfiguration, Chart as DrawnChart } from 'chart.js';
import type { LabelSmoothing } from '../lib/index.js';
import type { Language, Values } from './parameters.js';

/** Colors and font of the place where a chart is drawn, as CSS text. */
export interface Theme {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly accent: string;
  /** The hard label, the smoothed label and the prediction, then three more series. */
  readonly series: readonly string[];
  readonly font: string;
  /** How large type is there against its usual size. */
  readonly scale: number;
}

/** Series whose color is the same in every figure. */
export const hard = 0;
export const smoothed = 1;
export const prediction = 2;

/** Something in a picture that can be taken hold of. */
export interface Handle {
  /** Where it is, in units of the axes. */
  readonly x: number;
  readonly y: number;
  readonly drags: Direction;
  /** Changes when it is dragged to a point, if any. */
  readonly drag: (x: number, y: number) => Partial<Values> | undefined;
}

export type Direction = 'horizontal' | 'vertical';

export interface Chart {
  /** Spoken name of the picture. */
  readonly label: string;
  readonly configuration: (theme: Theme) => ChartConfiguration;
  /** Changes when the reader clicks or drags at a point, given in units of the axes. */
  readonly pick?: (x: number, y: number) => Partial<Values>;
  /** The direction in which dragging goes on picking; for fingers, which scroll the page up and down, only sideways. */
  readonly drags?: Direction;
  /** What is dragged where it is itself, also by fingers. */
  readonly handles?: readonly Handle[];
  /**
   * Changes when an arrow key is pressed on the chart: one step left or down is −1. Keys may come faster than frames, so
   * the values are the present ones, not those that were drawn.
   */
  readonly step?: (direction: 1 | -1, values: Values, row: number) => Partial<Values>;
  /** The same for the arrow keys up and down, where these change something else than left and right. */
  readonly lift?: (direction: 1 | -1, values: Values) => Partial<Values>;
  /** The value of the cell at a place of a heat map, which its color scale marks. */
  readonly valueAt?: (x: number, y: number) => number | undefined;
  /** Names of the rows from top to bottom where up and down arrow keys choose the row that `step` changes. */
  readonly rows?: readonly string[];
  /** What is shown of the place that the reader points at; the same place is shown in all charts of the figure. */
  readonly probe?: Probe;
  /** The place on the horizontal axis that arrow keys move. */
  readonly cursor?: (values: Values, row: number) => number;
  /** Places on its horizontal axis are not what the table's rows are, so that nothing is marked in it. */
  readonly apart?: true;
  /** What can be done with the chart, in words. */
  readonly hint?: string;
  /** What its colors and lines mean, where that differs from chart to chart. */
  readonly legend?: readonly LegendEntry[];
  /** What its own numbers say, in words. */
  readonly finding?: string;
}

/** What is at a place, given in units of the axes. */
export interface Probe {
  readonly draw: (chart: DrawnChart, theme: Theme, x: number, y: number) => void;
  readonly say: (x: number, y: number) => string;
}

export interface LegendEntry {
  readonly label: string;
  readonly series: number;
  readonly mark: 'bar' | 'line' | 'point' | 'dash';
}

/** One matrix of numbers with the operation that made it. */
export interface Tensor {
  readonly title: string;
  readonly explanation: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly number[] }[];
  /** Whether a cell is what the step is about: written over, or not a number. */
  readonly changed: (row: number, column: number) => boolean;
  /** What stood in the cells before, where the step writes over a matrix. */
  readonly before?: readonly (readonly number[])[];
  /** Heat is drawn from `low` to `high`; without it cells are plain. */
  readonly heat?: readonly [low: number, high: number];
}

export interface Readout {
  readonly label: string;
  readonly value: number;
  /** How it is written, where that is not as every number is. */
  readonly text?: string;
  /** The value of the parameter of that name, which its control shows already. */
  readonly setting?: true;
}

/** What the reader can have in the place of charts that these settings do not give. */
export interface Offer {
  /** Why there is nothing to draw. */
  readonly text: string;
  /** On the button. */
  readonly action: string;
  readonly changes: Partial<Values>;
}

export interface Note {
  /** `impossible`: there is nothing to draw; `warning`: the setting does something odd. */
  readonly kind: 'fact' | 'warning' | 'impossible';
  readonly text: string;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A figure in one state. */
export interface Content {
  readonly title: string;
  /** Empty when the setting is impossible. */
  readonly charts: readonly Chart[];
  /** What has the same meaning in all charts. */
  readonly legend: readonly LegendEntry[];
  readonly offer?: Offer | undefined;
  readonly tensors?: readonly Tensor[];
  /** The parameter `shownStep` chooses one of the tensors. */
  readonly stepwise?: true;
  /** Largest value of the color scale, which starts at 0. */
  readonly colorScale?: { readonly label: string; readonly high: number };
  /** Every number that is drawn. */
  readonly table: Table;
  /** How many columns of the table come before those of the classes; without it each of its rows is a class or point. */
  readonly classColumns?: number;
  /** Numbers by fixed English key, for formulas and scripts. */
  readonly readout: Readonly<Record<string, Readout>>;
  readonly notes: readonly Note[];
  /** One sentence that says what is to be seen. */
  readonly summary: string;
}

/** Stands where a number is masked. */
export const mask = '?';

/**
 * A figure as a function of its state. What is `masked`, numbers of the readout, is drawn and written nowhere,
 * so that it can be guessed; only the readout has it, which whoever shows it has to mask. One that trains networks is also given what they have shown so far, and without
 * it draws what there is before the training.
 */
export type Figure<Results = never> = (
  ls: LabelSmoothing,
  values: Values,
  language: Language,
  results?: Results,
  masked?: readonly string[],
) => Content;

/** What a figure's module exports. */
export interface FigureModule {
  readonly figure: Figure;
  /** The figure has to train networks: element/runner/ does it. */
  readonly trains?: true;
  /** The figure moves by itself: element/descent/ runs it. */
  readonly moves?: true;
  /** The figure shows predictions that it is given: element/calibration/ takes them. */
  readonly measures?: true;
}
