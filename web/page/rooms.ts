/**
 * The room that figures need in their first state, for pages that keep it before any of their code has run. A snippet of
 * the builder or of a menu has measured its own.
 */

import { heightsOf, languageSelector } from '../element/heights.js';
import { type Rooms, roomLength, roomStyle, roomsOf } from '../element/toolbar/room.js';
import { type FigureName, figureNames, type Language } from '../figures/parameters.js';
import { languages } from '../locales/languages.js';
import { figures } from './figures.js';

export const firstRooms = (figure: FigureName, language: Language): Rooms => roomsOf(heightsOf(figure, language));

/** The height of a figure's room, in each language. */
const heightRules = (figure: FigureName, selector: string): readonly string[] =>
  languages.map(
    ({ tag }) => `${selector}${languageSelector(tag)} { --ls-room-height: ${roomLength(firstRooms(figure, tag))} }`,
  );

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
