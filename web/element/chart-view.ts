/** A canvas with a chart that the reader can click, drag and steer with the keyboard. */

import { Chart, highlight } from '../figures/chart.js';
import type { Chart as ChartContent, Theme } from '../figures/figure.js';
import { make } from './dom.js';
import type { Host } from './host.js';
import { showLegend } from './legend.js';

/** Callbacks of a chart. */
export interface ChartEvents {
  /**
   * The reader points, or moves the keyboard's cursor, to a place on the horizontal axis; undefined when leaving it.
   */
  readonly point: (index: number | undefined) => void;
  /** Something happened that screen readers should announce. */
  readonly say: (text: string) => void;
}

const directions: Readonly<Record<string, readonly [across: -1 | 0 | 1, up: -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

export class ChartView {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly #legend: HTMLElement;
  readonly #finding: HTMLElement;
  readonly #hint: HTMLElement;
  #content: ChartContent;
  #chart: Chart | undefined;
  #type: string | undefined;
  #paper: SVGElement | undefined;
  #held = false;
  /** The row that arrow keys change, in a chart with rows. */
  #row = 0;
  #index: number | undefined;

  constructor(content: ChartContent, host: Host, events: ChartEvents) {
    this.#content = content;
    this.canvas = make('canvas', { role: 'img', part: 'canvas' });
    this.#hint = make('p', { class: 'hint' });
    this.#legend = make('ul', { class: 'legend' });
    this.#finding = make('p', { class: 'finding' });
    const chart = make('div', { class: 'chart' }, this.canvas);
    this.element = make('div', {}, this.#legend, chart, this.#finding, this.#hint);
    const pick = (event: MouseEvent) => {
      const area = this.#chart?.chartArea;
      const { x, y } = this.#chart?.scales ?? {};
      if (!area || !x || !y) return;
      const left = Math.min(Math.max(event.offsetX, area.left), area.right);
      const top = Math.min(Math.max(event.offsetY, area.top), area.bottom);
      const changes = this.#content.pick?.(x.getValueForPixel(left) ?? 0, y.getValueForPixel(top) ?? 0);
      if (changes) host.change(changes);
    };
    this.canvas.addEventListener('click', (event) => {
      if (this.#content.drags) return;
      pick(event);
      host.commit();
    });
    this.canvas.addEventListener('pointerdown', (event) => {
      if (!this.#content.drags || event.button !== 0) return;
      this.#held = true;
      this.canvas.setPointerCapture(event.pointerId);
      pick(event);
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (this.#held) pick(event);
      events.point(this.#indexAt(event.offsetX, event.offsetY));
    });
    this.canvas.addEventListener('pointerleave', () => events.point(undefined));
    for (const type of ['pointerup', 'pointercancel'] as const) {
      this.canvas.addEventListener(type, () => {
        if (this.#held) host.commit();
        this.#held = false;
      });
    }
    const pointAtCursor = () => {
      if (this.canvas.matches(':focus-visible'))
        events.point(this.#content.cursor?.(host.snapshot().values, this.#row));
    };
    this.canvas.addEventListener('focus', () => {
      this.mark(this.#index);
      pointAtCursor();
    });
    this.canvas.addEventListener('blur', () => events.point(undefined));
    this.canvas.addEventListener('keydown', (event) => {
      const [across, up] = directions[event.key] ?? [0, 0];
      const { step, rows } = this.#content;
      if ((across === 0 && up === 0) || !step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (rows && up !== 0) {
        // The first row is at the top.
        this.#row = Math.min(Math.max(this.#row - up, 0), rows.length - 1);
        this.mark(this.#index);
        events.say(rows[this.#row] as string);
      } else {
        host.change(step((across || up) as 1 | -1, host.snapshot().values, this.#row));
        host.commit();
      }
      pointAtCursor();
    });
  }

  #indexAt(left: number, top: number): number | undefined {
    const chart = this.#chart;
    const { x: axis } = chart?.scales ?? {};
    const { chartArea: area } = chart ?? {};
    if (!chart || !axis || !area || this.#content.apart) return undefined;
    if (left < area.left || left > area.right || top < area.top || top > area.bottom) return undefined;
    const value = axis.getValueForPixel(left) ?? 0;
    if (axis.type === 'category') return Math.min(Math.max(Math.round(value), 0), axis.getLabels().length - 1);
    const points = (chart.data.datasets[0]?.data ?? []) as readonly { x: number }[];
    let nearest: number | undefined;
    points.forEach(({ x }, index) => {
      if (nearest === undefined || Math.abs(x - value) < Math.abs((points[nearest]?.x ?? 0) - value)) nearest = index;
    });
    return nearest;
  }

  /** Marks a place on the horizontal axis by its index, or none. */
  mark(index: number | undefined): void {
    this.#index = index;
    if (!this.#chart || this.#content.apart) return;
    const row = this.#content.rows && this.canvas.matches(':focus-visible') ? this.#row : undefined;
    highlight(this.#chart, index, row);
  }

  /** @param resolution canvas pixels per CSS pixel; the screen's by default */
  show(content: ChartContent, theme: Theme, resolution?: number): void {
    this.#content = content;
    this.#row = Math.min(this.#row, (content.rows?.length ?? 1) - 1);
    this.canvas.setAttribute('aria-label', content.label);
    this.canvas.className = content.drags ? `drags-${content.drags}` : content.pick ? 'can-click' : '';
    if (content.step) this.canvas.tabIndex = 0;
    showLegend(this.#legend, content.legend ?? []);
    this.#finding.textContent = content.finding ?? '';
    this.#hint.textContent = content.hint ?? '';
    const { type, data, options } = content.configuration(theme);
    const configuration = { type, data, options: { ...options, ...(resolution && { devicePixelRatio: resolution }) } };
    // Chart.js would draw data of another kind the way it drew the first.
    if (type !== this.#type) this.#chart?.destroy();
    if (this.#chart && type === this.#type) {
      this.#chart.data = configuration.data;
      this.#chart.options = configuration.options;
      this.#chart.update('none');
      if (this.#chart.currentDevicePixelRatio !== (resolution ?? devicePixelRatio)) this.#chart.resize();
    } else {
      this.#chart = new Chart(this.canvas, configuration);
      this.#type = type;
    }
  }

  /** What replaces the canvas on paper, if anything. */
  setPaper(picture: SVGElement | undefined): void {
    this.#paper?.remove();
    this.#paper = picture;
    if (picture) this.canvas.after(picture);
  }

  dispose(): void {
    this.#chart?.destroy();
    this.element.remove();
  }
}
