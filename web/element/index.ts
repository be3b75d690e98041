/**
 * Defines `<label-smoothing figure="…">`. This entry is small: it knows the parameter table, so that properties and
 * state work at once, and it loads charts and kernels when the element comes near the viewport.
 */

import {
  change,
  type FigureName,
  figureNames,
  isFigureName,
  type Language,
  type Problem,
  parameters,
  resolve,
  type State,
  serialize,
  unknownFigure,
  type Values,
} from '../figures/parameters.js';

import { texts as en } from '../locales/en/failures.js';
import { languageFor, type Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/failures.js';
import { frameStyle } from './frame-style.js';
import { Link } from './group.js';
import type { Host, Predictions, Snapshot, View } from './host.js';
import { loadView } from './load-view.js';
import { adopt, adoptAgain, canAdopt } from './sheets.js';

import { ElementValues } from './values.js';

export type { FigureName, State, Values } from '../figures/parameters.js';
export type { Predictions } from './host.js';

const failures: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** How far outside the viewport, in CSS pixels, a lazy figure starts loading. */
const nearby = '400px';

declare const ONE_FILE: true | undefined;

/** The language that an element inherits, through shadow roots. */
function languageOf(element: Element): Language {
  for (let node: Element | undefined = element; node; ) {
    const owner: Element | null = node.closest('[lang]');
    if (owner) return languageFor(owner.getAttribute('lang') ?? '');
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : undefined;
  }
  return languageFor('');
}

/** A promise that is settled from outside. */
class Deferred {
  pending = true;
  #resolve!: () => void;
  #reject!: (reason: Error) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  constructor() {
    // Whoever does not wait for a figure is not bothered by its failure.
    this.promise.catch(() => {});
  }

  resolve(): void {
    this.pending = false;
    this.#resolve();
  }

  reject(reason: Error): void {
    this.pending = false;
    this.#reject(reason);
  }
}

/** An `Error` that names the refused argument, its value and the rule, as the package's own errors do. */
function errorOf({ message, ...rest }: Problem): RangeError {
  return Object.assign(new RangeError(message), rest);
}

/** Whether the page's author knows that nothing can be loaded, not even what says why. */
let isTold = false;

/** Attributes with a property that are no parameters of figures. */
const settings = ['figure', 'group', 'hide', 'loading', 'mask', 'theme'];

// Importing must work where there is no DOM, as in server-side rendering; nothing is defined there.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

export interface LabelSmoothingElement extends Values {}

/**
 * One figure with its controls, numbers and data table.
 *
 * Attributes mirror the values. What authors write, in markup or through properties, is also what `reset()` goes back to;
 * what readers and `setState()` change is written into the attributes but does not become the author's.
 *
 * Fires `input` while the reader changes something, `change` when the reader is done, `ls-ready` when the figure has
 * been drawn for the first time and `ls-error` when an attribute is refused (another value is used) or the figure
 * cannot be shown (the children stay), `ls-highlight` when the reader points at a class or at a point of a curve, by
 * pointer or keyboard, and `ls-name` when at a control, a number or a series. `detail` is the state; that of `ls-error`
 * also has `code`, `argument`, `value`, `rule` and `message`, that of `ls-highlight` an `index` and that of `ls-name` a
 * `name`, as `highlight()` takes them, null when the reader points there no more. Figures that train networks fire `ls-progress`
 * as they do and `ls-done` at the end, with `status`, `done` and `total`. A drag of the handle that the attribute `guess`
 * puts into a picture fires `ls-guess`, with `guess`. All bubble and are composed.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the accessors are made from the table
export class LabelSmoothingElement extends Base {
  static readonly observedAttributes = [...settings, 'guess', 'lang', ...parameters.map(({ name }) => name)];

  static {
    for (const parameter of parameters) {
      Object.defineProperty(LabelSmoothingElement.prototype, parameter.key, {
        configurable: true,
        enumerable: true,
        get(this: LabelSmoothingElement) {
          return this.getState()[parameter.key];
        },
        set(this: LabelSmoothingElement, value: unknown) {
          this.#values.author(parameter, value);
          this.#schedule();
        },
      });
    }
  }

  readonly #root: ShadowRoot;
  readonly #frame: HTMLElement;
  readonly #slot: HTMLSlotElement;
  readonly #values = new ElementValues(this);
  #reported = new Set<string>();
  #scheduled = false;
  #nearby: IntersectionObserver | undefined;
  #loading = false;
  #view: View | undefined;
  #message: HTMLElement | undefined;
  #failure = '';
  #ready = new Deferred();
  readonly #link: Link;
  readonly #host: Host;

  constructor() {
    super();
    // Our own page is written with a still of each figure in its shadow tree, which stands there until the figure does.
    // It is left alone until then: what is moved or gets a style is laid out again.
    const frame = this.shadowRoot?.querySelector<HTMLElement>('.frame');
    this.#root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#frame = frame ?? document.createElement('div');
    this.#slot = frame?.querySelector('slot') ?? document.createElement('slot');
    if (!frame) this.#build();
    this.#link = new Link({
      element: this,
      state: () => this.#state(),
      take: (figure, values) => this.#take(figure, values),
      dispatch: (type) => this.#dispatch(type),
    });
    this.#host = {
      element: this,
      root: this.#root,
      frame: this.#frame,
      slot: this.#slot,
      snapshot: () => this.#snapshot(),
      refresh: () => this.#tellView(),
      change: (changes) => {
        this.#change(changes);
        this.#link.input(this.#link.share());
      },
      commit: () => this.#link.commit(),
      reset: () => {
        this.#restoreAuthored();
        this.#link.input(this.#link.share());
        this.#link.commit();
      },
      pointed: (index) => this.#dispatch('ls-highlight', { index: index ?? null }),
      named: (name) => this.#dispatch('ls-name', { name }),
      announce: (type, progress) => this.#dispatch(type, progress),
    };
  }

  #build(): void {
    adopt(this.#root, frameStyle);
    this.#frame.className = 'frame';
    this.#frame.append(this.#slot);
    // Of a page that keeps the room for the figure itself: see toolbar/room.ts.
    const room = document.createElement('slot');
    room.name = 'room';
    room.addEventListener('slotchange', () =>
      this.#frame.classList.toggle('has-room', room.assignedNodes().length > 0),
    );
    const box = document.createElement('div');
    box.className = 'box';
    box.append(this.#frame);
    this.#root.append(room, box);
  }

  connectedCallback(): void {
    // Properties set before the element was defined hide the accessors.
    for (const key of [...settings, ...parameters.map((parameter) => parameter.key)]) {
      const own = Object.getOwnPropertyDescriptor(this, key);
      if (!own || !Reflect.deleteProperty(this, key)) continue;
      Reflect.set(this, key, own.value);
    }
    this.#link.connect();
    this.#schedule();
  }

  disconnectedCallback(): void {
    this.#link.disconnect();
    // An element that is only moved is connected again before the microtask runs.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#nearby?.disconnect();
      this.#nearby = undefined;
      this.#removeView();
      if (!this.#ready.pending) this.#ready = new Deferred();
    });
  }

  /** Moved to another document, which needs style sheets of its own. */
  adoptedCallback(): void {
    adoptAgain(this.#root);
    this.#view?.moved();
  }

  attributeChangedCallback(name: string, before: string | null, text: string | null): void {
    // Whoever asks for another figure can wait for it at once.
    if (name === 'figure' && text !== before && !this.#ready.pending) this.#ready = new Deferred();
    if (this.#values.attributeChanged(name, text)) this.#schedule();
  }

  /** Resolves when the figure has been drawn, which for a lazy one may be long after; rejects when it cannot be. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** What to draw. */
  get figure(): string {
    return this.getAttribute('figure') ?? '';
  }
  set figure(value: string) {
    this.setAttribute('figure', value);
  }

  /**
   * A name. Figures of one document with the same name are linked: what a reader or a script changes in one, the others
   * that have that parameter take over, the nearest value where theirs is limited. What authors wrote is kept until then.
   */
  get group(): string {
    return this.getAttribute('group') ?? '';
  }
  set group(value: string) {
    this.setAttribute('group', value);
  }

  /**
   * What is left out, separated by spaces: the controls of these parameters, or `controls` for all and the menu; `toolbar`,
   * `readout`, `notes`, `table`, `hint`, `caption`.
   */
  get hide(): string {
    return this.getAttribute('hide') ?? '';
  }
  set hide(value: string) {
    this.setAttribute('hide', value);
  }

  /**
   * Space-separated names of numbers of the readout, to be guessed: they are neither written nor drawn until they are taken
   * out again. `getReadout()` has them all the same.
   */
  get mask(): string {
    return this.getAttribute('mask') ?? '';
  }
  set mask(value: string) {
    this.setAttribute('mask', value);
  }

  /**
   * `lazy` (default) loads code near the viewport, `eager` at once, and `click` when the reader presses a button that
   * stands on the children, which is then `eager`.
   */
  get loading(): string {
    const loading = this.getAttribute('loading') ?? '';
    return loading === 'eager' || loading === 'click' ? loading : 'lazy';
  }
  set loading(value: string) {
    this.setAttribute('loading', value);
  }

  /** `auto` (default), `light` or `dark`. */
  get theme(): string {
    const theme = this.getAttribute('theme') ?? '';
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }
  set theme(value: string) {
    this.setAttribute('theme', value);
  }

  /** The figure and the values of its parameters, by property name. */
  getState(): State {
    const { figure, values } = this.#state() ?? { figure: this.figure as FigureName };
    // structuredClone is missing in Jest's jsdom. Values are numbers, words and lists of numbers.
    const copies = Object.entries(values ?? {}).map(([key, value]) => [key, Array.isArray(value) ? [...value] : value]);
    return { figure, ...Object.fromEntries(copies) };
  }

  /**
   * Changes some values, or the figure. Parameters that are not named keep their values, or follow: with fewer classes
   * an index moves inside. Unknown keys are ignored. Fires nothing.
   *
   * @throws RangeError with `code`, `argument`, `value` and `rule` when a value is refused; nothing is changed then
   */
  setState(state: Partial<State>): void {
    this.#change(state);
    this.#link.share();
  }

  #change(state: Partial<State>): void {
    const figure: unknown = state.figure ?? this.figure;
    if (!isFigureName(figure)) throw errorOf(unknownFigure(serialize(figure)));
    const current = figure === this.figure ? this.#values.of(figure) : resolve(figure, () => null);
    const { values, problems } = change(figure, current.values, state);
    if (problems[0]) throw errorOf(problems[0]);
    this.#take(figure, values);
  }

  /** Goes over to these values. */
  #take(figure: FigureName, values: Values): void {
    this.#values.take(figure, values);
    this.#tellView();
  }

  /** Back to what the author wrote. Fires nothing. */
  reset(): void {
    this.#restoreAuthored();
    this.#link.share();
  }

  #restoreAuthored(): void {
    this.#values.reset();
    this.#current()?.run?.restart();
    this.#tellView();
  }

  /**
   * Marks one class, or one point of a curve, wherever the figure shows it: its bars, its cells, its row of the data
   * table. Fires nothing; what the reader points at is marked too and fires `ls-highlight`.
   *
   * @param index that class, or that row of the data table for figures without classes; null for none
   * @param names what else is marked, with spaces between: names of parameters (`alpha`) mark their controls, names of the
   * readout (`kl`) their numbers, and `series-1` to `series-6` bars or points of that color, which are the hard label, the
   * smoothed one and the prediction, then others
   */
  highlight(index: number | null, names = ''): void {
    this.#current()?.highlight(index ?? undefined, names);
  }

  /** Numbers by fixed English key, as shown beside the figure; empty until the figure is ready. */
  getReadout(): Record<string, number> {
    return this.#current()?.readout() ?? {};
  }

  /**
   * Every number that is drawn, as CSV (RFC 4180) with a header row.
   *
   * @throws Error when the figure is not ready
   */
  toCSV(): string {
    return this.#shown().csv();
  }

  /** The figure as a PNG image, at twice its size on screen. Rejects when the figure is not ready. */
  async toBlob(): Promise<Blob> {
    return this.#shown().picture();
  }

  /** The figure as an SVG image: the text of a file, whose letters can be selected. Rejects when the figure is not ready. */
  async toSVG(): Promise<string> {
    return this.#shown().svg();
  }

  /**
   * Shows these predictions in the figure `calibration`, instead of its example, and resolves when they have been drawn.
   * They stay in the page: no link and no attribute has them.
   *
   * @throws Error in another figure; LabelSmoothingError naming what is wrong with the predictions, and then the figure shows
   * what it did
   */
  async setPredictions(predictions: Predictions): Promise<void> {
    if (this.figure !== 'calibration') throw new Error('Only figure="calibration" shows predictions');
    // Somebody waits for it, near the viewport or not.
    if (!this.#current() && this.isConnected) this.#load();
    await this.ready;
    await this.#current()?.setPredictions?.(predictions);
  }

  /** Starts or continues the training of the figure's networks, once it is ready; other figures have none. */
  async play(): Promise<void> {
    await this.ready;
    this.#current()?.run?.play();
  }

  /** Stops the training until `play()` or `step()`. */
  pause(): void {
    this.#current()?.run?.pause();
  }

  /** Trains the networks of `training` with one more batch, once the figure is ready, and stays stopped then. */
  async step(): Promise<void> {
    await this.ready;
    this.#current()?.run?.step?.();
  }

  /** The view of the present figure; another figure's stays on screen while that is on its way. */
  #current(): View | undefined {
    if (this.#view?.name !== this.figure) return undefined;
    // Whoever wrote an attribute may ask what came of it before the microtask has run.
    if (this.#scheduled) this.#view.update(this.#snapshot());
    return this.#view;
  }

  #shown(): View {
    const view = this.#current();
    if (!view) throw new Error('The figure is not ready');
    return view;
  }

  /** The figure and its values; undefined while there is no such figure. */
  #state(): { readonly figure: FigureName; readonly values: Values } | undefined {
    const { figure } = this;
    return isFigureName(figure) ? { figure, values: this.#values.of(figure).values } : undefined;
  }

  /** Something that is shown has changed. */
  #tellView(): void {
    const view = this.#current();
    view?.update(this.#snapshot());
    if (!view || this.#reported.size > 0) this.#schedule();
  }

  /** Attributes come one by one; what follows from them is done once, when all of them are there. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.isConnected) this.#update();
    });
  }

  #update(): void {
    const { figure } = this;
    if (!isFigureName(figure)) {
      this.#fail(unknownFigure(this.getAttribute('figure')), 'noSuchFigure');
      return;
    }
    if (this.#message) {
      this.#message.remove();
      this.#message = undefined;
      this.#failure = '';
      this.#frame.classList.remove('failed');
      if (!this.#ready.pending) this.#ready = new Deferred();
    }
    this.#link.share();
    const { problems } = this.#values.of(figure);
    for (const problem of problems) {
      if (!this.#reported.has(problem.message)) this.#report(problem);
    }
    this.#reported = new Set(problems.map(({ message }) => message));
    const view = this.#current();
    if (view) {
      view.update(this.#snapshot());
      this.#ready.resolve();
    } else if (this.#view) this.#load();
    else this.#approach();
  }

  #approach(): void {
    // No browser: the element has values and children there, and draws nothing.
    if (!canAdopt()) return;
    if (this.loading === 'eager') {
      this.#load();
      return;
    }
    if (this.loading === 'click') {
      this.#offer();
      return;
    }
    if (this.#nearby) return;
    this.#nearby = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#load();
      },
      { rootMargin: nearby },
    );
    this.#nearby.observe(this);
  }

  /** A button in place of the figure, which stays until that has come: it may have to be pressed again. */
  #offer(): void {
    const language = languageOf(this);
    const button = this.#frame.querySelector<HTMLButtonElement>(':scope > button') ?? document.createElement('button');
    button.lang = language;
    button.textContent = failures[language].run;
    button.setAttribute('part', 'run');
    button.onclick = () => {
      // Not every engine does this by itself.
      button.focus();
      this.loading = 'eager';
    };
    this.#frame.append(button);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#nearby?.disconnect();
    this.#nearby = undefined;
    this.#loading = true;
    adopt(this.#root, frameStyle);
    const ahead = import('./ahead.js');
    // There the view waits for nothing.
    if (typeof ONE_FILE === 'undefined')
      ahead.then(({ fetchAhead }) => fetchAhead(this.figure as FigureName)).catch(() => {});
    try {
      const { prepareView } = await loadView();
      // What is to be shown may change while it is on its way.
      for (
        let name = this.figure;
        this.isConnected && isFigureName(name) && this.#view?.name !== name;
        name = this.figure
      ) {
        const createView = await prepareView(name, this.#host);
        if (!this.isConnected || this.figure !== name) continue;
        this.#view?.dispose();
        this.#view = createView(this.#snapshot());
        this.#ready.resolve();
        this.#dispatch('ls-ready');
      }
      this.#loading = false;
    } catch (cause) {
      this.#loading = false;
      const message = cause instanceof Error ? cause.message : String(cause);
      ahead.then(
        ({ explain }) => explain(cause),
        () => {
          if (!isTold) console.error(`<label-smoothing> could not be loaded: ${message}`);
          isTold = true;
        },
      );
      this.#fail(
        { code: 'not_loaded', argument: 'figure', value: this.figure, rule: en.notLoaded, message },
        'notLoaded',
      );
    }
  }

  /** Nothing can be shown: the children stay, or come back, with the reason above them. */
  #fail(problem: Problem, reason: keyof typeof en): void {
    this.#ready.reject(errorOf(problem));
    if (this.#failure === problem.message) return;
    this.#failure = problem.message;
    this.#removeView();
    this.#frame.querySelector('.still')?.remove();
    this.#message?.remove();
    const language = languageOf(this);
    const message = document.createElement('p');
    message.className = 'error';
    message.setAttribute('part', 'error');
    message.setAttribute('role', 'alert');
    message.lang = language;
    message.textContent = failures[language][reason];
    if (reason === 'noSuchFigure') message.append(`: ${problem.value} (${figureNames.join(', ')})`);
    this.#message = message;
    this.#frame.prepend(message);
    this.#frame.classList.add('failed');
    this.#report(problem);
  }

  #removeView(): void {
    this.#view?.dispose();
    this.#view = undefined;
    this.#slot.hidden = false;
  }

  #snapshot(): Snapshot {
    const figure = this.figure as FigureName;
    const hide = new Set(this.hide.split(/\s+/));
    return { figure, ...this.#values.of(figure), language: languageOf(this), hide, mask: this.mask };
  }

  #report(problem: Problem): void {
    this.#dispatch('ls-error', problem);
  }

  #dispatch(type: string, more: object = {}): void {
    const detail = { ...this.getState(), ...more };
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}

if (globalThis.customElements && !customElements.get('label-smoothing')) {
  customElements.define('label-smoothing', LabelSmoothingElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'label-smoothing': LabelSmoothingElement;
  }
}
