/**
 * Runs the picture in the page's head: two networks side by side on the same spirals. First the recorded maps, then the
 * networks themselves in a worker, which learn on while the reader moves α. Nothing is computed out of sight.
 */
import type { Client } from '../element/runner/client.js';
import type { Theme } from '../figures/figure.js';
import { short } from '../figures/format.js';
import { resolve } from '../figures/parameters.js';
import { recordedMaps } from '../figures/recordings/index.js';
import { drawExamples, drawProbe, drawShades, type Plot, probabilitiesAt } from '../figures/runs/maps.js';
import type { Regions } from '../figures/runs/pictures.js';
import { runSettings } from '../figures/runs/settings.js';
import { hero } from './hero-settings.js';

/** Cells along each side of the maps. */
const cells = 64;
/** Between two moments of the recording, in milliseconds: not quite two frames of most screens. */
const shortestTime = 30;
/** How fast the recording passes. */
const epochsPerSecond = 60;
/** Without a touch, the networks rest after so many epochs. */
const patience = 300;
/** Steps of one request while the networks catch up with the recording, and while they are looked at. */
const hurried = 200;
const watched = 20;
/** How often an arrow key has to be pressed from one side of a map to the other. */
const placesAcross = 24;

type Frame = { readonly epoch: number; readonly regions: Regions };

const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const nextFrame = () => new Promise(requestAnimationFrame);

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const knownLogs = new WeakMap<Float32Array, Float32Array>();

/** Logarithms of what a network says in a frame of the recording. */
function logsOf(own: Float32Array): Float32Array {
  const logs = knownLogs.get(own) ?? own.map(Math.log);
  knownLogs.set(own, logs);
  return logs;
}

/** A map between two others: their logits are mixed. */
function between(from: Regions, to: Regions, share: number): Regions {
  if (share <= 0) return from;
  if (share >= 1) return to;
  const { classes } = from;
  const networks = from.networks.map((own, network) => {
    const mixed = new Float32Array(own.length);
    const [before, after] = [logsOf(own), logsOf(to.networks[network] as Float32Array)];
    for (let start = 0; start < mixed.length; start += classes) {
      let sum = 0;
      for (let at = start; at < start + classes; at++) {
        const value = Math.exp((1 - share) * (before[at] as number) + share * (after[at] as number));
        mixed[at] = value;
        sum += value;
      }
      for (let at = start; at < start + classes; at++) (mixed[at] as number) /= sum;
    }
    return mixed;
  });
  return { ...to, networks };
}

/** The mean of the largest probability over a map. */
function sureness(own: Float32Array, classes: number): number {
  let sum = 0;
  for (let start = 0; start < own.length; start += classes) {
    let most = 0;
    for (let at = start; at < start + classes; at++) most = Math.max(most, own[at] as number);
    sum += most;
  }
  return (sum * classes) / own.length;
}

function themeOf(element: HTMLElement): Theme {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: color('--ls-fg'),
    muted: color('--ls-muted'),
    grid: color('--ls-grid'),
    background: color('--ls-bg'),
    accent: color('--ls-accent'),
    series: [1, 2, 3, 4, 5, 6].map((series) => color(`--ls-series-${series}`)),
    font: color('--sans'),
    scale: 1,
  };
}

/** One of the two maps on the page. */
class HeroMap {
  readonly canvas: HTMLCanvasElement;
  readonly #plot: HTMLElement;
  readonly #sure: HTMLElement | null;
  readonly #network: number;
  #regions: Regions | undefined;
  #examples:
    | { readonly theme: Theme; readonly features: Float32Array; readonly picture: HTMLCanvasElement }
    | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#network = Number(canvas.getAttribute('data-network'));
    this.#plot = canvas.parentElement as HTMLElement;
    this.#sure = canvas.closest('figure')?.querySelector('.hero-sure') ?? null;
  }

  /** A pointer in units of the axes. */
  placeOf({ clientX, clientY }: PointerEvent): readonly [number, number] | undefined {
    if (!this.#regions) return undefined;
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const { bounds } = this.#regions;
    const share = (value: number) => Math.min(Math.max(value, 0), 1);
    return [
      bounds.left + share((clientX - left) / width) * (bounds.right - bounds.left),
      bounds.top - share((clientY - top) / height) * (bounds.top - bounds.bottom),
    ];
  }

  probabilitiesAt([x, y]: readonly [number, number]): Float32Array {
    const own = this.#regions?.networks[this.#network];
    return this.#regions && own ? probabilitiesAt(this.#regions, own, x, y) : new Float32Array();
  }

  /** The examples stay where they are while colors change beneath them, so they are drawn once. */
  #examplesOf(plot: Plot, theme: Theme, regions: Regions): HTMLCanvasElement {
    const { width, height } = this.canvas;
    const { features } = regions;
    const known = this.#examples;
    if (
      known?.theme === theme &&
      known.picture.width === width &&
      known.picture.height === height &&
      known.features.every((feature, index) => feature === features[index])
    )
      return known.picture;
    const picture = Object.assign(document.createElement('canvas'), { width, height });
    const ctx = picture.getContext('2d') as CanvasRenderingContext2D;
    ctx.scale(width / plot.chartArea.width, height / plot.chartArea.height);
    drawExamples({ ...plot, ctx }, theme, regions);
    this.#examples = { theme, features, picture };
    return picture;
  }

  draw(regions: Regions, theme: Theme, place: readonly [number, number] | undefined): void {
    this.#regions = regions;
    const { canvas } = this;
    const own = regions.networks[this.#network] as Float32Array;
    const { clientWidth: width, clientHeight: height } = this.#plot;
    const resolution = Math.min(devicePixelRatio, 2);
    const [wide, high] = [Math.round(width * resolution), Math.round(height * resolution)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const ctx = canvas.getContext('2d');
    if (!ctx || width === 0) return;
    ctx.setTransform(resolution, 0, 0, resolution, 0, 0);
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, width, height);
    const { bounds } = regions;
    const scale = (low: number, high: number, length: number) => ({
      getPixelForValue: (value: number) => ((value - low) / (high - low)) * length,
    });
    const plot = {
      ctx,
      chartArea: { left: 0, top: 0, right: width, bottom: height, width, height },
      scales: { x: scale(bounds.left, bounds.right, width), y: scale(bounds.top, bounds.bottom, height) },
    } as unknown as Plot;
    drawShades(plot, theme, regions, own);
    ctx.drawImage(this.#examplesOf(plot, theme, regions), 0, 0, width, height);
    if (place) {
      ctx.save();
      drawProbe(plot, theme, this.probabilitiesAt(place), ...place);
      ctx.restore();
    }
  }

  /** Shows what has been drawn. Apart from drawing, which asks for the size: after any change the page would be laid out. */
  show(sure: string): void {
    this.canvas.hidden = false;
    for (const still of this.#plot.querySelectorAll('img')) still.hidden = true;
    const own = this.#regions?.networks[this.#network];
    if (this.#regions && own && this.#sure) {
      write(this.#sure, sure.replace('%', sureness(own, this.#regions.classes).toFixed(2)));
    }
  }
}

export async function runHero(): Promise<void> {
  const figure = document.getElementById('hero');
  const play = document.getElementById('hero-play') as HTMLButtonElement | null;
  const handle = document.getElementById('hero-alpha') as HTMLInputElement | null;
  const value = document.getElementById('hero-value');
  const state = document.getElementById('hero-state');
  if (!figure || !play || !handle || !value || !state) return;
  const { values } = resolve(hero.figure, (name) => (hero as Readonly<Record<string, string>>)[name] ?? null);
  const frames = (await recordedMaps(values, cells)).flatMap(({ epoch, regions }): Frame[] =>
    regions ? [{ epoch, regions }] : [],
  );
  const maps = [...figure.querySelectorAll('canvas')].map((canvas) => new HeroMap(canvas));
  const last = frames.at(-1);
  if (!last) return;

  let theme = themeOf(figure);
  let alpha = handle.valueAsNumber;
  let isPlaying = !reducesMotion();
  let isVisible = true;
  let epoch = isPlaying ? 0 : last.epoch;
  let shown = isPlaying ? (frames[0] as Frame).regions : last.regions;
  let place: readonly [number, number] | undefined;
  /** The networks themselves, once they are looked at. */
  let client: Client | undefined;
  let isLive = false;
  let restAt = patience;

  const word = (name: string) => state.getAttribute(`data-${name}`) ?? '';
  const show = () => {
    for (const map of maps) map.show(word('sure'));
    play.hidden = false;
    write(play, play.getAttribute(isPlaying ? 'data-pause' : 'data-play') ?? '');
    const kind = isLive ? 'live' : isPlaying || epoch < last.epoch ? 'recorded' : 'still';
    write(state, word(kind).replace('%', String(Math.round(epoch))));
    write(value, short(alpha, 2));
    const said =
      place && maps.map((map) => [...map.probabilitiesAt(place as never)].map((p) => p.toFixed(2)).join(', '));
    for (const { canvas } of maps) {
      if (said)
        canvas.setAttribute(
          'aria-valuetext',
          word('place')
            .replace('%', said[0] ?? '')
            .replace('%', said[1] ?? ''),
        );
    }
  };
  const draw = () => {
    for (const map of maps) map.draw(shown, theme, place);
    show();
  };
  /** One map in each frame: both take longer than a slow machine has, above all at first. */
  const drawInTurn = async () => {
    for (const map of maps) {
      await nextFrame();
      map.draw(shown, theme, place);
    }
    show();
  };
  const recordedAt = (at: number): Regions => {
    const next = frames.findIndex((one) => one.epoch >= at);
    const [from, to] = [frames[Math.max(next - 1, 0)] as Frame, frames[Math.max(next, 0)] as Frame];
    return between(from.regions, to.regions, from === to ? 1 : (at - from.epoch) / (to.epoch - from.epoch));
  };
  const isRecorded = () => !isLive && alpha === Number(hero.alpha);
  let isPassing = false;
  const passRecording = async () => {
    if (isPassing) return;
    isPassing = true;
    let drawnAt = performance.now();
    while (isPlaying && isVisible && isRecorded() && epoch < last.epoch) {
      const passed = performance.now() - drawnAt;
      if (passed < shortestTime) {
        await nextFrame();
        continue;
      }
      drawnAt += passed;
      // After a pause the recording goes on where it was.
      epoch = Math.min(epoch + (Math.min(passed, 200) / 1000) * epochsPerSecond, last.epoch);
      shown = recordedAt(epoch);
      await drawInTurn();
    }
    isPassing = false;
    if (isPlaying && isRecorded() && epoch >= last.epoch) goLive(last.epoch);
  };

  /** One request at a time: α may have changed by the next. */
  const learn = async (): Promise<void> => {
    const own = client;
    while (own && own === client && isPlaying && isVisible) {
      const learned = await own.ask({ task: 'learn', steps: watched, alpha, size: cells });
      if (own !== client) return;
      ({ epoch, regions: shown } = learned);
      isLive = true;
      if (epoch >= restAt) isPlaying = false;
      await drawInTurn();
    }
    isLearning = false;
  };
  let isLearning = false;
  const keepLearning = () => {
    if (isLearning || !client) return;
    isLearning = true;
    learn().catch(giveUp);
  };
  const giveUp = () => {
    client?.stop();
    client = undefined;
    isLearning = false;
    isPlaying = false;
    draw();
  };

  let isStarting = false;
  /** Starts the networks, unseen until they have learned as long as the recording that is being looked at. */
  const goLive = async (until: number): Promise<void> => {
    if (isStarting || !isVisible) return;
    isStarting = true;
    const settings = runSettings(values, undefined);
    if (!settings) return;
    try {
      const { Client, compileTraining } = await import('../element/runner/client.js');
      const module = await compileTraining();
      if (!isVisible) {
        isStarting = false;
        return;
      }
      const started = new Client(module);
      client = started;
      started.ask({ task: 'drift', settings }).catch(giveUp);
      let reached = 0;
      while (isVisible && reached < until && alpha === Number(hero.alpha)) {
        ({ epoch: reached } = await started.ask({ task: 'learn', steps: hurried, alpha, size: 2 }));
      }
      if (!isVisible) {
        // It starts again when it is seen again.
        started.stop();
        client = undefined;
        isStarting = false;
        return;
      }
      restAt = until + patience;
      keepLearning();
    } catch {
      giveUp();
    }
  };

  play.addEventListener('click', () => {
    isPlaying = !isPlaying;
    if (isPlaying && isLive) restAt = epoch + patience;
    if (isPlaying && !isLive && epoch >= last.epoch) epoch = 0;
    draw();
    if (isLive) keepLearning();
    else passRecording();
  });
  handle.addEventListener('input', () => {
    alpha = handle.valueAsNumber;
    isPlaying = true;
    restAt = epoch + patience;
    draw();
    // The recording is of another α.
    if (isLive) keepLearning();
    else goLive(0);
  });
  for (const map of maps) {
    const point = (event: PointerEvent) => {
      place = map.placeOf(event);
      draw();
    };
    map.canvas.addEventListener('pointermove', point);
    map.canvas.addEventListener('pointerdown', point);
    const leave = () => {
      place = undefined;
      draw();
    };
    // A finger leaves when it is lifted; what it pointed at stays.
    map.canvas.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType !== 'touch') leave();
    });
    map.canvas.addEventListener('blur', leave);
    map.canvas.addEventListener('keydown', (event) => {
      const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
      const up = { ArrowDown: -1, ArrowUp: 1 }[event.key] ?? 0;
      if ((across === 0 && up === 0) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const { left, right, bottom, top } = shown.bounds;
      const moved = (from: number | undefined, by: number, low: number, high: number) =>
        from === undefined
          ? (low + high) / 2
          : Math.min(Math.max(from + (by * (high - low)) / placesAcross, low), high);
      place = [moved(place?.[0], across, left, right), moved(place?.[1], up, bottom, top)];
      draw();
    });
  }

  const restyle = () => {
    theme = themeOf(figure);
    draw();
  };
  new MutationObserver(restyle).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  const onScreen = new IntersectionObserver((entries) => {
    isVisible = entries.at(-1)?.isIntersecting ?? true;
    if (!figure.isConnected) {
      onScreen.disconnect();
      client?.stop();
      client = undefined;
    } else if (isLive) keepLearning();
    else if (alpha !== Number(hero.alpha)) goLive(0);
    else passRecording();
  });
  await drawInTurn();
  new ResizeObserver(draw).observe(figure);
  onScreen.observe(figure);
}
