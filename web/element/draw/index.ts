/** The square in which readers draw for the figure `draw`, with pen, finger or arrow keys, and its buttons. */

import { firstStrokes, letters, strokesOf } from '../../figures/draw/letters.js';
import { pictureOf, type Stroke } from '../../figures/draw/strokes.js';
import { texts } from '../../figures/draw/texts.js';
import type { Drawing, Weights } from '../../figures/runs/pictures.js';
import { make } from '../dom.js';
import type { Host } from '../host.js';
import type { Part } from '../parts/part.js';
import { adopt } from '../sheets.js';
import { style } from './style.js';

/** Canvas pixels along each side; CSS makes of them what room there is. */
const resolution = 320;
/** Thickness of the pen, as a share of the square. */
const pen = 0.06;
/** How far an arrow key moves the pen. */
const keyStep = 1 / 16;

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** @param drawn called with what is in the square now; undefined when it is empty */
export function createPad(
  host: Host,
  weights: () => Weights | undefined,
  drawn: (drawing: Drawing | undefined) => void,
): Part {
  adopt(host.root, style);
  const canvas = make('canvas', {
    class: 'pad',
    tabindex: '0',
    role: 'application',
    width: `${resolution}`,
    height: `${resolution}`,
  });
  const small = make('canvas', { class: 'seen', role: 'img', width: '8', height: '8' });
  const clear = make('button', { type: 'button', part: 'button' });
  const letter = make('button', { type: 'button', part: 'button' });
  const examples = make('select', { part: 'select' });
  const seen = make('span', {});
  const element = make(
    'div',
    { class: 'draw' },
    canvas,
    make('div', { class: 'draw-side' }, clear, letter, examples, make('div', { class: 'seen-row' }, small, seen)),
  );
  const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;

  let strokes: readonly Stroke[] = firstStrokes;
  /** An example's picture, which has no strokes. */
  let example: Float32Array | undefined;
  /** Whether what is in the square is not the reader's. */
  let isGiven = true;
  let nextLetter = 0;
  let ofLetter: string | undefined;
  /** The keyboard's pen. */
  let cursor: readonly [number, number] = [0.5, 0.5];
  let isDown = true;
  let frame = 0;

  const picture = () => example ?? pictureOf(strokes);
  const paint = () => {
    const { color } = getComputedStyle(canvas);
    ctx.clearRect(0, 0, resolution, resolution);
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = pen * resolution;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    const pixels = picture();
    if (example) {
      const cell = resolution / 8;
      example.forEach((level, at) => {
        ctx.globalAlpha = level;
        ctx.fillRect((at % 8) * cell, Math.floor(at / 8) * cell, cell, cell);
      });
      ctx.globalAlpha = 1;
    }
    for (const stroke of strokes) {
      ctx.beginPath();
      for (const [x, y] of stroke) ctx.lineTo(x * resolution, y * resolution);
      // A dot is a line without length.
      const [first] = stroke;
      if (stroke.length === 1 && first) ctx.lineTo(first[0] * resolution, first[1] * resolution);
      ctx.stroke();
    }
    if (canvas.matches(':focus-visible')) {
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(cursor[0] * resolution, cursor[1] * resolution, isDown ? 6 : 10, 0, 2 * Math.PI);
      ctx.stroke();
    }
    const view = small.getContext('2d') as CanvasRenderingContext2D;
    view.clearRect(0, 0, 8, 8);
    view.fillStyle = color;
    pixels.forEach((level, at) => {
      view.globalAlpha = level;
      view.fillRect(at % 8, Math.floor(at / 8), 1, 1);
    });
    return pixels;
  };
  /** At most once a frame, however fast the pen moves. */
  const changed = () => {
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      const pixels = paint();
      const isEmpty = strokes.length === 0 && !example;
      drawn(isEmpty ? undefined : { picture: pixels, ...(ofLetter && { letter: ofLetter }) });
    });
  };
  const replace = (by: {
    readonly strokes?: readonly Stroke[];
    readonly example?: Float32Array;
    readonly letter?: string;
  }) => {
    strokes = by.strokes ?? [];
    example = by.example;
    ofLetter = by.letter;
    isGiven = example !== undefined || ofLetter !== undefined;
    examples.value = '';
    changed();
  };
  /** Whoever draws over what is given begins anew. */
  const beginStroke = (at: readonly [number, number]) => {
    if (isGiven) replace({});
    strokes = [...strokes, [at]];
    changed();
  };
  const extendStroke = (to: readonly [number, number]) => {
    strokes = [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), to]];
    changed();
  };

  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const inside = (value: number) => Math.min(Math.max(value, 0), 1);
    return [inside((event.clientX - left) / width), inside((event.clientY - top) / height)];
  };
  let pointer: number | undefined;
  canvas.addEventListener('pointerdown', (event) => {
    if (pointer !== undefined || event.button !== 0) return;
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    beginStroke(placeOf(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId === pointer) extendStroke(placeOf(event));
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(type, ({ pointerId }) => {
      if (pointerId === pointer) pointer = undefined;
    });
  }

  /** Whether the last stroke is the keyboard's and goes on. */
  let isKeyStroke = false;
  canvas.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = directions[event.key];
    if (direction) {
      event.preventDefault();
      const from = cursor;
      const moved = (value: number, by: number) => Math.min(Math.max(value + by * keyStep, 0), 1);
      cursor = [moved(from[0], direction[0]), moved(from[1], direction[1])];
      if (isDown) {
        if (!isKeyStroke) beginStroke(from);
        isKeyStroke = true;
        extendStroke(cursor);
      } else changed();
    } else if (event.key === ' ') {
      event.preventDefault();
      isDown = !isDown;
      isKeyStroke = false;
      paint();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      isKeyStroke = false;
      replace({});
    }
  });
  for (const type of ['focus', 'blur'] as const) {
    canvas.addEventListener(type, () => {
      isKeyStroke = false;
      paint();
    });
  }
  clear.addEventListener('click', () => replace({}));
  letter.addEventListener('click', () => {
    const name = letters[nextLetter++ % letters.length] as (typeof letters)[number];
    replace({ strokes: strokesOf(name), letter: name });
  });
  /** Examples are there once networks are trained; until then the choice waits. */
  let wanted: number | undefined;
  const showExample = () => {
    const chosen = wanted === undefined ? undefined : weights()?.examples[wanted];
    if (!chosen) return;
    wanted = undefined;
    replace({ example: chosen });
  };
  examples.addEventListener('change', () => {
    if (examples.value === '') return;
    wanted = Number(examples.value);
    // Whatever is drawn starts the training, which brings the examples.
    drawn({ picture: pictureOf([]) });
    showExample();
  });

  changed();

  let painted = '';
  return {
    element,
    show: ({ snapshot: { language, hide }, look }) => {
      const t = texts[language];
      element.hidden = hide.has('controls');
      canvas.setAttribute('aria-label', t.pad);
      small.setAttribute('aria-label', t.seen);
      seen.textContent = t.seen;
      clear.textContent = t.clear;
      letter.textContent = t.letter;
      if (examples.getAttribute('aria-label') !== t.example) {
        examples.setAttribute('aria-label', t.example);
        const digits = Array.from({ length: 10 }, (_, digit) => make('option', { value: `${digit}` }, `${digit}`));
        examples.replaceChildren(make('option', { value: '' }, t.example), ...digits);
      }
      showExample();
      if (painted !== look.theme.text) {
        painted = look.theme.text;
        paint();
      }
    },
  };
}
