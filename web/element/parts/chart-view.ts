/** A canvas with a chart that the reader can click, drag and steer with the keyboard. */

import type { ChartEvent } from 'chart.js';
import { Chart, drawPlace, highlight } from '../../figures/chart.js';
import type { Chart as ChartContent, Handle, Theme } from '../../figures/figure.js';
import type { Values } from '../../figures/parameters.js';
import { make, write } from '../dom.js';
import { drag } from '../drag.js';
import type { Host } from '../host.js';
import { showLegend } from '../legend.js';
import { hiddenZoom } from '../surroundings.js';

export type Place = readonly [x: number, y: number];

/** Callbacks of a chart. */
export interface ChartEvents {
  /**
   * The reader points, or moves the keyboard's cursor, to a place on the horizontal axis; undefined when leaving it.
   */
  readonly point: (index: number | undefined) => void;
  /** The reader points at a place, in units of the axes, of a chart that tells what is there; undefined when leaving. */
  readonly probe: (place: Place | undefined) => void;
  /** The value of the cell that the reader points at; undefined when leaving it. */
  readonly value: (value: number | undefined) => void;
  /** Something happened that screen readers should announce. */
  readonly say: (text: string) => void;
}

const directions: Readonly<Record<string, readonly [across: -1 | 0 | 1, up: -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** How often an arrow key has to be pressed from one side of a map to the other. */
const probeSteps = 24;

/** How far from a handle, in CSS pixels, it is still taken hold of. */
const reachOfMouse = 10;
const reachOfFinger = 24;

/** Of each canvas, what finds a pointer in the chart's own pixels. */
const pixelOf = new WeakMap<HTMLCanvasElement, (event: MouseEvent) => { readonly x: number; readonly y: number }>();

// Chart.js looks for what is under the pointer by pixels of the page.
Chart.register({
  id: 'pointer',
  beforeEvent: (chart: Chart, args: { event: ChartEvent; inChartArea: boolean }) => {
    const { event } = args;
    const native = event.native as MouseEvent | null;
    const place = native && 'clientX' in native && pixelOf.get(chart.canvas)?.(native);
    if (!place) return;
    Object.assign(event, place);
    args.inChartArea = chart.isPointInArea(place as never);
  },
});

export class ChartView {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly #legend: HTMLElement;
  readonly #finding: HTMLElement;
  readonly #hint: HTMLElement;
  #content: ChartContent;
  #chart: Chart | undefined;
  #type: string | undefined;
  #theme: Theme | undefined;
  #paper: SVGElement | undefined;
  /** The row that arrow keys change, in a chart with rows. */
  #row = 0;
  #index: number | undefined;
  #place: Place | undefined;
  readonly #values: () => Values;

  constructor(content: ChartContent, host: Host, events: ChartEvents) {
    this.#content = content;
    this.#values = () => host.snapshot().values;
    this.canvas = make('canvas', { role: 'img', part: 'canvas' });
    this.#hint = make('p', { class: 'hint' });
    this.#legend = make('ul', { class: 'legend' });
    this.#finding = make('p', { class: 'finding' });
    const chart = make('div', { class: 'chart' }, this.canvas);
    this.element = make('div', {}, this.#legend, chart, this.#finding, this.#hint);
    let before: Values | undefined;
    drag<Handle | undefined>(this.canvas, {
      grip: (event) => this.#handleAt(event),
      direction: (handle, isFinger) => {
        const { drags } = this.#content;
        return handle?.drags ?? (isFinger && drags === 'vertical' ? undefined : drags);
      },
      begin: () => {
        before = host.snapshot().values;
      },
      move: (event, handle) => {
        const place = this.#placeOf(event);
        const changes = place && (handle ? handle.drag(...place) : this.#content.pick?.(...place));
        if (changes) host.change(changes);
      },
      end: host.commit,
      cancel: () => {
        if (before) host.change(before);
      },
      click: (event) => {
        const place = this.#placeOf(event);
        const changes = place && this.#content.pick?.(...place);
        if (!changes) return;
        host.change(changes);
        host.commit();
      },
    });
    const probeAt = (event: PointerEvent) => {
      if (this.#content.probe) events.probe(this.#placeOf(event));
    };
    this.canvas.addEventListener('pointerdown', probeAt);
    this.canvas.addEventListener('pointermove', (event) => {
      const { x, y } = this.#pixelOf(event);
      probeAt(event);
      const place = this.#content.valueAt && this.#placeOf(event);
      if (place) events.value(this.#content.valueAt?.(...place));
      events.point(this.#indexAt(x, y));
      this.canvas.setAttribute('data-grip', this.#handleAt(event)?.drags ?? '');
    });
    this.canvas.addEventListener('pointerleave', ({ pointerType }) => {
      events.point(undefined);
      events.value(undefined);
      // A finger leaves when it is lifted; what it pointed at stays.
      if (pointerType !== 'touch') events.probe(undefined);
    });
    pixelOf.set(this.canvas, (event) => this.#pixelOf(event));
    const pointAtCursor = () => {
      if (this.canvas.matches(':focus-visible'))
        events.point(this.#content.cursor?.(host.snapshot().values, this.#row));
    };
    this.canvas.addEventListener('focus', () => {
      this.mark(this.#index);
      pointAtCursor();
    });
    this.canvas.addEventListener('blur', () => {
      events.point(undefined);
      events.probe(undefined);
    });
    this.canvas.addEventListener('keydown', (event) => {
      const [across, up] = directions[event.key] ?? [0, 0];
      const { step, lift, rows, probe } = this.#content;
      if ((across === 0 && up === 0) || !(step || probe) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (!step) {
        const place = this.#besides(across, up);
        if (!place) return;
        events.probe(place);
        if (probe) events.say(probe.say(...place));
        return;
      }
      if (rows && up !== 0) {
        // The first row is at the top.
        this.#row = Math.min(Math.max(this.#row - up, 0), rows.length - 1);
        this.mark(this.#index);
        events.say(rows[this.#row] as string);
      } else {
        const move = up !== 0 && lift ? lift : step;
        host.change(move((across || up) as 1 | -1, host.snapshot().values, this.#row));
        host.commit();
      }
      pointAtCursor();
    });
  }

  /** Where a pointer is in the chart's own pixels, which differ from the page's under `zoom` and `transform`. */
  #pixelOf({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const zoom = hiddenZoom(this.canvas);
    const chart = this.#chart;
    return {
      x: ((clientX / zoom - left) / width) * (chart?.width ?? width),
      y: ((clientY / zoom - top) / height) * (chart?.height ?? height),
    };
  }

  /** The same in units of the axes, where the plot is nearest. */
  #placeOf(event: MouseEvent): readonly [x: number, y: number] | undefined {
    const { chartArea: area, scales } = this.#chart ?? {};
    const { x: across, y: up } = scales ?? {};
    if (!area || !across || !up) return undefined;
    const { x, y } = this.#pixelOf(event);
    const left = Math.min(Math.max(x, area.left), area.right);
    const top = Math.min(Math.max(y, area.top), area.bottom);
    return [across.getValueForPixel(left) ?? 0, up.getValueForPixel(top) ?? 0];
  }

  /** The place beside the one pointed at, or the middle at first. */
  #besides(across: number, up: number): Place | undefined {
    const { x, y } = this.#chart?.scales ?? {};
    if (!x || !y) return undefined;
    const moved = ({ min, max }: { min: number; max: number }, from: number | undefined, by: number) =>
      from === undefined ? (min + max) / 2 : Math.min(Math.max(from + (by * (max - min)) / probeSteps, min), max);
    return [moved(x, this.#place?.[0], across), moved(y, this.#place?.[1], up)];
  }

  /** Shows what is at a place, or nothing any more. */
  probe(place: Place | undefined): void {
    this.#place = place;
    const chart = this.#chart;
    if (!chart) return;
    const draw = (drawn: Chart) => {
      if (place && this.#theme) this.#content.probe?.draw(drawn, this.#theme, ...place);
    };
    drawPlace(chart, place && draw);
  }

  /** The nearest handle within reach: half a column of a chart that has columns. */
  #handleAt(event: PointerEvent | Touch): Handle | undefined {
    const { x: across, y: up } = this.#chart?.scales ?? {};
    if (!across || !up || !this.#content.handles) return undefined;
    const { x, y } = this.#pixelOf(event as MouseEvent);
    const reach = 'pointerType' in event && event.pointerType === 'mouse' ? reachOfMouse : reachOfFinger;
    const column = across.type === 'category' ? across.width / across.getLabels().length / 2 : 0;
    let nearest: Handle | undefined;
    let distance = Number.POSITIVE_INFINITY;
    for (const handle of this.#content.handles) {
      const wide = Math.abs(across.getPixelForValue(handle.x) - x);
      const high = Math.abs(up.getPixelForValue(handle.y) - y);
      const now = Math.hypot(wide, high);
      if (wide > Math.max(reach, column) || high > reach || now >= distance) continue;
      nearest = handle;
      distance = now;
    }
    return nearest;
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

  /**
   * @param resolution canvas pixels per CSS pixel
   * @param summary the figure in a sentence
   */
  show(content: ChartContent, theme: Theme, resolution: number, summary: string): void {
    this.#content = content;
    this.#row = Math.min(this.#row, (content.rows?.length ?? 1) - 1);
    this.canvas.setAttribute('aria-label', content.label);
    this.canvas.className = content.drags ? `drags-${content.drags}` : content.pick ? 'can-click' : '';
    this.#describe(content, summary);
    showLegend(this.#legend, content.legend ?? []);
    write(this.#finding, content.finding ?? '');
    write(this.#hint, content.hint ?? '');
    const { type, data, options } = content.configuration(theme);
    const configuration = { type, data, options: { ...options, devicePixelRatio: resolution } };
    // Chart.js would draw data of another kind the way it drew the first, and it caches text widths.
    const isOther = type !== this.#type || theme !== this.#theme;
    if (isOther) this.#chart?.destroy();
    if (this.#chart && !isOther) {
      this.#chart.data = configuration.data;
      this.#chart.options = configuration.options;
      this.#chart.update('none');
      if (this.#chart.currentDevicePixelRatio !== resolution) this.#fit();
    } else {
      this.#chart = new Chart(this.canvas, configuration);
      this.#type = type;
      this.#theme = theme;
      this.#fit();
      this.probe(this.#place);
    }
  }

  /** A picture that keys change is a slider, whose value is what is to be seen. */
  #describe({ step, probe, cursor }: ChartContent, summary: string): void {
    const { canvas } = this;
    const isSlider = step !== undefined || probe !== undefined;
    canvas.setAttribute('role', isSlider ? 'slider' : 'img');
    if (isSlider) canvas.tabIndex = 0;
    else canvas.removeAttribute('tabindex');
    const now = cursor?.(this.#values(), this.#row) ?? 0;
    const value = { valuemin: 0, valuemax: Math.max(this.#places() - 1, now, 1), valuenow: now, valuetext: summary };
    for (const [name, text] of Object.entries(value)) {
      if (isSlider) canvas.setAttribute(`aria-${name}`, String(text));
      else canvas.removeAttribute(`aria-${name}`);
    }
  }

  /** How many places there are along the horizontal axis. */
  #places(): number {
    const { data } = this.#chart ?? {};
    return data?.labels?.length || (data?.datasets[0]?.data.length ?? 0);
  }

  /** Makes the chart as large as its box, which Chart.js measures wrongly where the page is magnified. */
  #fit(): void {
    const { clientWidth, clientHeight } = this.canvas.parentElement as HTMLElement;
    if (clientWidth > 0) this.#chart?.resize(clientWidth, clientHeight);
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
