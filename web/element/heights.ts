/**
 * How high figures are with their default settings: the room of an element in whose page nothing else keeps it, and of pages
 * that keep it before any of our code has run. Snippets have measured their own, see toolbar/room.ts.
 */

import type { FigureName, Language } from '../figures/parameters.js';
import { defaultLanguage, primary } from '../locales/languages.js';

/** Widths of the element, in rem, at which its layout changes: see style.ts. */
export const breakpoints = [0, 31, 40, 46, 60];

type Heights = Readonly<Record<FigureName, readonly number[]>>;

/** In rem from each breakpoint on, the largest of three engines rounded up. Other languages are taken for English. */
export const heights: Readonly<Partial<Record<Language, Heights>>> & { readonly [defaultLanguage]: Heights } = {
  en: {
    targets: [68, 50, 50, 39, 36],
    heatmap: [72, 54, 55, 40, 40],
    steps: [149, 125, 94, 90, 70],
    'loss-curve': [83, 61, 60, 49, 49],
    'cross-entropy': [76, 47, 45, 39, 36],
    decomposition: [72, 55, 52, 44, 39],
    gradient: [74, 58, 54, 41, 41],
    descent: [93, 63, 58, 49, 45],
    'logit-gap': [76, 57, 55, 47, 42],
    conventions: [84, 64, 61, 50, 44],
    temperature: [114, 73, 66, 56, 48],
    trace: [129, 104, 82, 80, 61],
    training: [145, 109, 87, 88, 71],
    'alpha-sweep': [178, 121, 105, 111, 96],
    distillation: [163, 129, 105, 97, 77],
    calibration: [174, 112, 98, 115, 96],
    wall: [106, 66, 65, 58, 49],
    draw: [139, 85, 80, 75, 66],
  },
  'zh-Hant': {
    targets: [62, 48, 49, 36, 35],
    heatmap: [69, 54, 53, 40, 40],
    steps: [138, 119, 86, 85, 67],
    'loss-curve': [79, 60, 58, 49, 49],
    'cross-entropy': [71, 43, 44, 36, 35],
    decomposition: [66, 50, 50, 39, 37],
    gradient: [70, 53, 52, 38, 38],
    descent: [90, 56, 57, 46, 44],
    'logit-gap': [68, 55, 52, 43, 39],
    conventions: [80, 59, 58, 45, 41],
    temperature: [98, 64, 61, 48, 43],
    trace: [119, 103, 80, 73, 57],
    training: [130, 103, 81, 81, 64],
    'alpha-sweep': [162, 111, 96, 101, 88],
    distillation: [147, 118, 86, 86, 67],
    calibration: [157, 97, 91, 106, 88],
    wall: [102, 64, 62, 58, 49],
    draw: [134, 81, 79, 74, 62],
  },
};

export const heightsOf = (figure: FigureName, language: Language): readonly number[] =>
  (heights[language] ?? heights[defaultLanguage])[figure];

/** What a rule for one language adds to its selector; one for the default is for all that have no other. */
export const languageSelector = (language: Language): string =>
  language === defaultLanguage ? '' : `:lang(${primary(language)})`;
