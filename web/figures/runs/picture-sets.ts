/** What figures say of the sets of pictures that networks learn from. */

import { pictures as en } from '../../locales/en/pictures.js';
import type { Language, Texts } from '../../locales/languages.js';
import { pictures as zhHant } from '../../locales/zh-Hant/pictures.js';
import type { Note, Offer } from '../figure.js';
import { hasPictures, type Values } from '../vocabulary.js';
import type { ComparisonResults, Progress } from './results.js';
import { texts as words } from './texts.js';

const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** Names of the classes of pictures, in order of their indices; undefined for other data. */
export const pictureNames = (values: Values, language: Language): readonly string[] | undefined =>
  hasPictures(values) ? texts[language][values.data] : undefined;

/** What readers call the classes, in order of their indices: numbers, if nobody has named them. */
export const classNamesOf = (
  values: Values,
  language: Language,
  { classNames }: ComparisonResults,
): readonly string[] =>
  pictureNames(values, language) ??
  classNames ??
  Array.from({ length: values.classes }, (_, index) => words[language].classOf(index));

/** Credit, which the licenses of the pictures ask for. */
export function sourceNotes(values: Values, language: Language): readonly Note[] {
  return hasPictures(values) ? [{ kind: 'fact', text: texts[language].source[values.data] }] : [];
}

/** Data that need no pictures, where these cannot be fetched. */
export function offerFor({ lacksPictures }: Progress, language: Language): Offer | undefined {
  const { noPictures: text, takeGenerated: action } = words[language];
  return lacksPictures && { text, action, changes: { data: 'gaussian' } };
}
