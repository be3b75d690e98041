/** The room of figures as rules of a style sheet, for elements in whose page nothing else keeps it. */

import { languages } from '../locales/languages.js';
import { breakpoints, heights, languageSelector } from './heights.js';

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
