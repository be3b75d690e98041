/** What is wrong with a file, in the words of its reader. */

import { inEvery, type Text } from '../locales/languages.js';
import { texts } from './texts.js';

type Words = (typeof texts)['en'];

/** One text in every language. */
export const say = (what: (words: Words) => string): Text => inEvery(texts, what);

/** Where something is in a file. Lines, rows and columns are counted from 1. */
export interface Place {
  readonly file?: string;
  /** Of a text file. */
  readonly line?: number | undefined;
  /** Of a file without lines. */
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  /** Of the column, in the header. */
  readonly name?: string | undefined;
}

/** An unusable file: where, and which rule it breaks. `message` is in English. */
export class ReadError extends Error {
  /** The whole sentence in every language. */
  readonly text: Text;

  constructor(
    /** The rule alone, with the cell that breaks it. */
    readonly rule: Text,
    readonly place: Place = {},
  ) {
    const text = say((words) => words.at(place, rule[words.language]));
    super(text.en);
    this.name = 'ReadError';
    this.text = text;
  }

  static of(rule: (words: Words) => string, place?: Place): ReadError {
    return new ReadError(say(rule), place);
  }

  /** The same, said of that file. */
  in(file: string): ReadError {
    return this.place.file === undefined ? new ReadError(this.rule, { ...this.place, file }) : this;
  }
}

/** What is there is fine, but something else is needed with it: labels, or predictions. */
export class IncompleteError extends ReadError {
  override in(file: string): ReadError {
    return this.place.file === undefined ? new IncompleteError(this.rule, { ...this.place, file }) : this;
  }
}

/** @throws ReadError */
export function refuse(rule: (words: Words) => string, place?: Place): never {
  throw ReadError.of(rule, place);
}

/** A refused cell, cut where it is long. */
export const shorten = (cell: string) => (cell.length > 30 ? `${cell.slice(0, 30)}…` : cell);
