/**
 * What is around a figure and changes how it looks: color scheme, custom properties, fonts, the size of type, zoom, the
 * screen. The browser sees to text by itself, but a canvas has to be drawn again.
 */

import type { Theme } from '../figures/figure.js';
import { make } from './dom.js';
import type { Host } from './host.js';
import { around, schemeAround, watchPage } from './scheme.js';

/** The look at this place. */
export interface Look {
  readonly theme: Theme;
  /** Pixels of a canvas per CSS pixel. */
  readonly resolution: number;
}

export interface Surroundings {
  /** The current look; light on paper. */
  readonly look: (onPaper: boolean) => Look;
  /** Looks again, for what cannot be watched. */
  readonly check: () => void;
  /** The figure is in another document now. */
  readonly moved: () => void;
  readonly dispose: () => void;
}

const colors = ['fg', 'muted', 'grid', 'bg', 'accent', ...[1, 2, 3, 4, 5, 6].map((index) => `series-${index}`)];

/** CSS pixels of a figure's text where a rem has 16. */
const usualFontSize = 15;

/** No canvas gets more pixels per CSS pixel than this, however far a page zooms in. */
const highestResolution = 6;

/**
 * By how much an element is zoomed without its rectangle telling: engines without `currentCSSZoom` answer that in the
 * element's own pixels, while pointers are where they are on the screen.
 */
export function hiddenZoom(element: Element): number {
  let zoom = 1;
  if ('currentCSSZoom' in element) return zoom;
  for (let place: Element | null = element; place; place = around(place)) {
    zoom *= Number.parseFloat(getComputedStyle(place).zoom) || 1;
  }
  return zoom;
}

/** How much larger a figure is drawn than it is laid out, by `zoom` or `transform`; sizes are whole pixels. */
function magnification(figure: HTMLElement): number {
  const ratio = (hiddenZoom(figure) * figure.getBoundingClientRect().width) / figure.offsetWidth;
  return Number.isFinite(ratio) && ratio > 0 ? Math.max(Math.round(20 * ratio) / 20, 1) : 1;
}

/**
 * @param changed called when the figure looks different than at the last look
 */
export function createSurroundings(host: Host, figure: HTMLElement, changed: () => void): Surroundings {
  const { element } = host;
  // A transition begins whatever it was that changed a color, and that is an event.
  const probes = make('div', { class: 'probes', 'aria-hidden': 'true' });
  for (const name of colors) {
    const probe = make('span');
    probe.style.color = `var(--${name})`;
    probes.append(probe);
  }
  const letters = make('div', { class: 'letters' });
  probes.append(letters);
  // Outside the figure, where color and scheme are the host's.
  const outside = make('div', { class: 'outside', 'aria-hidden': 'true' });
  figure.append(probes);
  host.frame.append(outside);

  const wanted = () => (element as HTMLElement & { theme: string }).theme;
  const dress = (scheme: string) => {
    figure.classList.toggle('light', scheme === 'light');
    figure.classList.toggle('dark', scheme === 'dark');
  };
  const read = (): Look => {
    const spans = Array.from(probes.querySelectorAll('span'), (probe) => getComputedStyle(probe).color);
    const [text = '', muted = '', grid = '', background = '', accent = '', ...series] = spans;
    const { fontFamily, fontSize } = getComputedStyle(figure);
    const { devicePixelRatio } = element.ownerDocument.defaultView ?? window;
    const scale = Number.parseFloat(fontSize) / usualFontSize;
    return {
      theme: { text, muted, grid, background, accent, series, font: fontFamily, scale },
      resolution: Math.min(devicePixelRatio * magnification(figure), highestResolution),
    };
  };

  let last: ReturnType<typeof lookAgain> | undefined;
  /** A look, with all that it is made of: the width of letters tells of fonts that have arrived. */
  const lookAgain = () => {
    const theme = wanted();
    const scheme = theme === 'auto' ? schemeAround(element) : theme;
    dress(scheme);
    return { look: read(), wanted: theme, scheme, letters: letters.offsetWidth, language: host.snapshot().language };
  };

  let frame = 0;
  const check = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!element.isConnected || !last) return;
      const now = lookAgain();
      if (JSON.stringify(now) === JSON.stringify(last)) return;
      last = now;
      changed();
    });
  };
  const resized = new ResizeObserver(check);
  resized.observe(letters);
  try {
    // Tells of the screen's pixels, too; Safari knows only the media query below.
    resized.observe(figure, { box: 'device-pixel-content-box' });
  } catch {
    resized.observe(figure);
  }
  for (const probe of [probes, outside]) probe.addEventListener('transitionrun', check);
  for (const type of ['pointerenter', 'focusin']) figure.addEventListener(type, check);

  let unwatch = () => {};
  const watch = () => {
    unwatch();
    const ended = new AbortController();
    const unwatchPage = watchPage(element, check);
    const view = element.ownerDocument.defaultView ?? window;
    const watchResolution = () => {
      view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`).addEventListener(
        'change',
        () => {
          check();
          watchResolution();
        },
        { once: true, signal: ended.signal },
      );
    };
    watchResolution();
    view.addEventListener('resize', check, { signal: ended.signal });
    unwatch = () => {
      ended.abort();
      unwatchPage();
    };
  };
  watch();

  return {
    look: (onPaper) => {
      if (onPaper) {
        dress('light');
        return read();
      }
      if (last?.wanted === wanted()) dress(last.scheme);
      else last = lookAgain();
      return last.look;
    },
    check,
    moved: () => {
      watch();
      check();
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      unwatch();
      outside.remove();
    },
  };
}
