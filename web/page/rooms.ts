/**
 * The room that figures need in their first state, for pages that keep it before any of their code has run. A snippet of
 * the builder or of a menu has measured its own.
 */

import { type Rooms, roomLength, roomStyle, roomsOf } from '../element/toolbar/room.js';
import { type FigureName, figureNames, type Language } from '../figures/parameters.js';
import { defaultLanguage, languages, primary } from '../locales/languages.js';
import { figures } from './figures.js';

/**
 * Heights in rem at the breakpoints, with the default settings, the largest of three engines rounded up. A language without
 * its own has those of the default.
 */
const heights: Readonly<
  Record<
    FigureName,
    Readonly<Partial<Record<Language, readonly number[]>>> & Readonly<Record<typeof defaultLanguage, readonly number[]>>
  >
> = {
  targets: { en: [66, 48, 48, 38, 35], 'zh-Hant': [61, 48, 49, 35, 34] },
  heatmap: { en: [71, 54, 55, 40, 40], 'zh-Hant': [69, 53, 52, 40, 40] },
  steps: { en: [148, 123, 92, 84, 66], 'zh-Hant': [133, 118, 85, 80, 64] },
  'loss-curve': { en: [83, 61, 60, 49, 49], 'zh-Hant': [80, 60, 58, 50, 50] },
  'cross-entropy': { en: [76, 47, 45, 39, 36], 'zh-Hant': [71, 43, 44, 36, 34] },
  decomposition: { en: [72, 55, 52, 41, 37], 'zh-Hant': [66, 50, 51, 38, 36] },
  gradient: { en: [75, 56, 52, 40, 40], 'zh-Hant': [69, 51, 50, 38, 38] },
  descent: { en: [98, 63, 58, 49, 44], 'zh-Hant': [91, 56, 57, 46, 43] },
  'logit-gap': { en: [80, 57, 55, 47, 41], 'zh-Hant': [72, 54, 51, 43, 39] },
  conventions: { en: [83, 62, 59, 47, 44], 'zh-Hant': [79, 59, 58, 43, 41] },
  temperature: { en: [112, 69, 62, 52, 44], 'zh-Hant': [99, 60, 57, 44, 39] },
  trace: { en: [130, 104, 82, 75, 55], 'zh-Hant': [117, 100, 77, 70, 50] },
  training: { en: [132, 74, 72, 71, 58], 'zh-Hant': [118, 70, 69, 65, 52] },
  'alpha-sweep': { en: [151, 87, 85, 87, 75], 'zh-Hant': [143, 82, 81, 79, 71] },
  distillation: { en: [144, 88, 80, 75, 60], 'zh-Hant': [131, 76, 73, 67, 55] },
};

export const firstRooms = (figure: FigureName, language: Language): Rooms =>
  roomsOf(heights[figure][language] ?? heights[figure][defaultLanguage]);

/** The height of a figure's room, in each language. */
const heightRules = (figure: FigureName, selector: string): readonly string[] =>
  languages.map(({ tag }) => {
    const language = tag === defaultLanguage ? '' : `:lang(${primary(tag)})`;
    return `${selector}${language} { --ls-room-height: ${roomLength(firstRooms(figure, tag))} }`;
  });

/** Rules that give `<i slot="room">` in each figure its height, because a strict policy forbids inline styles. */
export const roomRules = (): string =>
  [
    'label-smoothing { display: flow-root }',
    `label-smoothing > [slot=room] { ${roomStyle('var(--ls-room-height, 0)').replaceAll(';', '; ')} }`,
    ...figureNames.flatMap((figure) => heightRules(figure, `label-smoothing[figure=${figure}]:not([hide])`)),
  ].join('\n');

/** The same for our own page, whose figures leave out little. */
export const pageRoomRules = (): string =>
  [
    roomRules(),
    ...Object.entries(figures)
      .filter(([, attributes]) => 'hide' in attributes)
      .flatMap(([name, { figure }]) => heightRules(figure, `#figure-${name}`)),
    // Without scripts nothing will come.
    ':root:not(.scripted) [slot=room] { display: none }',
  ].join('\n');
