/** A guess in a chart: where the reader says that a number lies, before the figure says it. */

import type { Chart as DrawnChart } from 'chart.js';
import type { CurvePoint } from './chart.js';
import { drawText, labelFont } from './curves.js';
import { type Chart, prediction, smoothed, type Theme } from './figure.js';
import { short } from './format.js';
import { pixelOf } from './pixel.js';

/**
 * The element's attribute `guess`, as JSON. Places are in units of the axes. A drag writes the guess into it and fires
 * `ls-guess`; with the truth, it is over.
 */
export interface Guess {
  /** Which of the figure's charts, from 0. */
  readonly chart: number;
  /** The axis along which the number lies, and the place on the other one. */
  readonly axis: 'x' | 'y';
  readonly at: number;
  /** Until the truth is there, curves begin at this x: what comes before would give it away. */
  readonly shownFrom?: number;
  /** The guess is a line across the chart, not a point in it. */
  readonly line: boolean;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  /** Where the handle waits. */
  readonly start: number;
  /** The reader's guess, once there is one. */
  readonly value?: number;
  /** The true number, once it may be known. */
  readonly truth?: number;
}

/** Undefined if the text describes no guess. */
export function parseGuess(text: string): Guess | undefined {
  let read: Partial<Record<keyof Guess, unknown>>;
  try {
    read = JSON.parse(text) ?? {};
  } catch {
    return undefined;
  }
  const { chart = 0, axis, at, line = false, low, high, step, start, value, truth, shownFrom } = read;
  const isNumber = (one: unknown): one is number => Number.isFinite(one);
  const isOptional = (one: unknown): one is number | undefined => one === undefined || isNumber(one);
  if (!isNumber(chart) || (axis !== 'x' && axis !== 'y') || !isNumber(at) || typeof line !== 'boolean')
    return undefined;
  if (!isNumber(low) || !isNumber(high) || !isNumber(step) || !isNumber(start)) return undefined;
  if (!isOptional(value) || !isOptional(truth) || !isOptional(shownFrom) || !(low < high) || !(step > 0))
    return undefined;
  return {
    chart,
    axis,
    at,
    line,
    low,
    high,
    step,
    start,
    ...(isNumber(value) && { value }),
    ...(isNumber(truth) && { truth }),
    ...(isNumber(shownFrom) && { shownFrom }),
  };
}

/** The possible guess that is nearest to a place. */
export function nearestGuess({ low, high, step }: Guess, place: number): number {
  const places = (String(step).split('.')[1] ?? '').length;
  const rounded = low + Math.round((place - low) / step) * step;
  return Number(Math.min(Math.max(rounded, low), high).toFixed(places));
}

/** What is written beside the handle. */
export interface GuessWords {
  readonly invitation: string;
  readonly yours: (value: string) => string;
}

const radius = 9;
/** Half the height of an arrow, and how far it is from the handle's middle. */
const arrow = 4;
const beside = radius + 5;

function drawGuess(chart: DrawnChart, theme: Theme, guess: Guess, words: GuessWords, share: number): void {
  const { ctx, chartArea: area } = chart;
  const { axis, at, line, start, value, truth } = guess;
  const isAsked = truth === undefined;
  const color = theme.series[prediction] as string;
  const isUp = axis === 'y';
  const placeOf = (number: number): [x: number, y: number] => {
    const [x, y] = isUp ? pixelOf(chart, at, number) : pixelOf(chart, number, at);
    return [Math.min(Math.max(x, area.left), area.right), Math.min(Math.max(y, area.top), area.bottom)];
  };
  const dashed = (from: readonly [number, number], to: readonly [number, number]) => {
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...to);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  /** To both axes, or across the chart. */
  const drawLines = ([x, y]: readonly [number, number]) => {
    if (!line || isUp) dashed([area.left, y], [line ? area.right : x, y]);
    if (!line || !isUp) dashed([x, area.bottom], [x, line ? area.top : y]);
  };

  const [x, y] = placeOf(value ?? start);
  if (isAsked || value !== undefined) {
    ctx.globalAlpha = isAsked ? 1 : 0.55;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = color;
    drawLines([x, y]);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = value === undefined ? theme.background : color;
    ctx.fill();
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = value === undefined ? color : theme.background;
    ctx.stroke();
    ctx.fillStyle = color;
    for (const side of isAsked ? [-1, 1] : []) {
      const [tip, foot] = [side * (beside + arrow), side * (beside - arrow / 2)];
      ctx.beginPath();
      if (isUp) {
        ctx.moveTo(x, y + tip);
        ctx.lineTo(x - arrow - 1, y + foot);
        ctx.lineTo(x + arrow + 1, y + foot);
      } else {
        ctx.moveTo(x + tip, y);
        ctx.lineTo(x + foot, y - arrow - 1);
        ctx.lineTo(x + foot, y + arrow + 1);
      }
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    const away = beside + (isUp ? 0 : arrow + 4);
    // A line would run through its words.
    const height = y - (isUp && line ? radius + 4 : 0);
    const text = value === undefined ? words.invitation : words.yours(short(value));
    // On the left are the lines to the axis.
    ctx.font = labelFont(theme);
    const isRight = x <= (area.left + area.right) / 2 || x + away + ctx.measureText(text).width <= area.right;
    drawText(chart, theme, text, isRight ? x + away : x - away, height, theme.text, isRight ? 'right' : 'left');
  }
  if (truth === undefined) return;
  // It comes from where the guess is.
  const there = placeOf(truth);
  const from = value === undefined ? there : [x, y];
  const [left, top] = [0, 1].map((part) => {
    const [begin, end] = [from[part] as number, there[part] as number];
    return begin + share * (end - begin);
  }) as [number, number];
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.text;
  dashed([from[0] as number, from[1] as number], [left, top]);
  ctx.fillStyle = theme.series[smoothed] as string;
  ctx.strokeStyle = theme.background;
  ctx.beginPath();
  ctx.moveTo(left, top - radius);
  ctx.lineTo(left + radius, top);
  ctx.lineTo(left, top + radius);
  ctx.lineTo(left - radius, top);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
}

/**
 * A chart with a guess drawn over it.
 *
 * @param shareOf how much of its way from the guess the true number has gone
 */
export function withGuess(
  chart: Chart,
  guess: Guess,
  words: GuessWords,
  shareOf: (drawn: DrawnChart) => number,
): Chart {
  return {
    ...chart,
    configuration: (theme) => {
      const drawn = chart.configuration(theme);
      const { plugins } = drawn.options ?? {};
      const draw = (on: DrawnChart) => {
        on.ctx.save();
        plugins?.overlay?.draw?.(on);
        on.ctx.restore();
        drawGuess(on, theme, guess, words, shareOf(on));
      };
      const { value, truth, shownFrom } = guess;
      // It would cover what is dragged, and stays where a finger was.
      const tooltip = { ...plugins?.tooltip, enabled: value === undefined && truth === undefined };
      if (truth === undefined && shownFrom !== undefined) {
        for (const set of drawn.data.datasets) {
          set.data = (set.data as CurvePoint[]).filter((point) => !(point?.x < shownFrom));
        }
      }
      return { ...drawn, options: { ...drawn.options, plugins: { ...plugins, tooltip, overlay: { draw } } } };
    },
  };
}
