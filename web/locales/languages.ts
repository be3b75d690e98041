/** The languages of every text for readers. What each says is in the folder of its tag. */

/** The first one is the article's own. */
export const languages = [
  { tag: 'zh-Hant', name: '中文', direction: 'ltr', path: '' },
  { tag: 'en', name: 'English', direction: 'ltr', path: 'en/' },
] as const satisfies readonly LanguageRow[];

interface LanguageRow {
  /** BCP 47. */
  readonly tag: string;
  /** As its readers call it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Where its page is, from the top of the site. */
  readonly path: string;
}

/** The tag of a language. */
export type Language = (typeof languages)[number]['tag'];

/** What is said in every language; one that is missing is an error of types. */
export type Texts<Of> = Readonly<Record<Language, Of>>;

/** One text in every language. */
export type Text = Texts<string>;

/** What readers get whose language is none of these. */
export const defaultLanguage = 'en' satisfies Language;

/** The first part of a tag, which says the language itself. */
export const primary = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

/** The language for a BCP 47 tag: that of the same primary subtag, else the default. */
export function languageFor(tag: string): Language {
  return languages.find((language) => primary(language.tag) === primary(tag))?.tag ?? defaultLanguage;
}

/** The row of a language. */
export function languageRow(tag: Language): (typeof languages)[number] {
  return languages.find((language) => language.tag === tag) as (typeof languages)[number];
}

/** The way from a language's page to the top of the site. */
export const wayToTop = (tag: Language): string => languageRow(tag).path.replace(/[^/]+/g, '..') || './';

export function inEveryLanguage<Of>(make: (tag: Language) => Of): Texts<Of> {
  return Object.fromEntries(languages.map(({ tag }) => [tag, make(tag)])) as Texts<Of>;
}

/** One text in every language, from the texts of each. */
export const inEvery = <Of>(texts: Texts<Of>, say: (own: Of) => string): Text =>
  inEveryLanguage((tag) => say(texts[tag]));
