/**
 * How high figures are with their default settings: the room of an element in whose page nothing else keeps it, and of pages
 * that keep it before any of our code has run. Snippets have measured their own, see toolbar/room.ts.
 */

import type { FigureName, Language } from '../figures/parameters.js';
import { defaultLanguage, languages, primary } from '../locales/languages.js';

/** Widths of the element, in rem, at which its layout changes: see style.ts. */
export const breakpoints = [0, 31, 40, 46, 60];

type Heights = Readonly<Record<FigureName, readonly number[]>>;

/** In rem from each breakpoint on, the largest of three engines rounded up. Other languages are taken for English. */
const heights: Readonly<Partial<Record<Language, Heights>>> & { readonly [defaultLanguage]: Heights } = {
  en: {
    targets: [66, 48, 48, 38, 35],
    heatmap: [71, 54, 55, 40, 40],
    steps: [148, 123, 92, 84, 66],
    'loss-curve': [83, 61, 60, 49, 49],
    'cross-entropy': [76, 47, 45, 39, 36],
    decomposition: [72, 55, 52, 41, 37],
    gradient: [75, 56, 52, 40, 40],
    descent: [98, 63, 58, 49, 44],
    'logit-gap': [80, 57, 55, 47, 41],
    conventions: [83, 62, 59, 47, 44],
    temperature: [112, 69, 62, 52, 44],
    trace: [130, 104, 82, 75, 55],
    training: [132, 74, 72, 71, 58],
    'alpha-sweep': [151, 87, 85, 87, 75],
    distillation: [144, 88, 80, 75, 60],
    calibration: [174, 112, 98, 115, 96],
  },
  'zh-Hant': {
    targets: [61, 48, 49, 35, 34],
    heatmap: [69, 53, 52, 40, 40],
    steps: [133, 118, 85, 80, 64],
    'loss-curve': [80, 60, 58, 50, 50],
    'cross-entropy': [71, 43, 44, 36, 34],
    decomposition: [66, 50, 51, 38, 36],
    gradient: [69, 51, 50, 38, 38],
    descent: [91, 56, 57, 46, 43],
    'logit-gap': [72, 54, 51, 43, 39],
    conventions: [79, 59, 58, 43, 41],
    temperature: [99, 60, 57, 44, 39],
    trace: [117, 100, 77, 70, 50],
    training: [118, 70, 69, 65, 52],
    'alpha-sweep': [143, 82, 81, 79, 71],
    distillation: [131, 76, 73, 67, 55],
    calibration: [157, 97, 91, 106, 88],
  },
};

export const heightsOf = (figure: FigureName, language: Language): readonly number[] =>
  (heights[language] ?? heights[defaultLanguage])[figure];

/** What a rule for one language adds to its selector; one for the default is for all that have no other. */
export const languageSelector = (language: Language): string =>
  language === defaultLanguage ? '' : `:lang(${primary(language)})`;

/** Goes with the rule that index.ts has for every figure. */
export const heightRules = breakpoints
  .map((width, index) => {
    const rules = languages.flatMap(({ tag }) =>
      Object.entries(heights[tag] ?? {}).map(
        ([name, rooms]) =>
          `:host([figure=${name}]:not([hide])${languageSelector(tag)}) .frame { --room: ${rooms[index]} }`,
      ),
    );
    return `@container (min-width: ${width}rem) and (min-width: ${width * 16}px) {${rules.join('')}}`;
  })
  .join('');
