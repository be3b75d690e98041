/** What the builder says. */

import type { Tool } from '../../element/toolbar/snippets.js';
import { texts as en } from '../../locales/en/builder.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/builder.js';

/** Where a snippet has its script from. */
export const sources = ['newest', 'pinned', 'mirror'] as const;
export type Source = (typeof sources)[number];

/** What can be left out of a figure beside its controls. */
export const parts = ['toolbar', 'caption', 'readout', 'notes', 'hint', 'table'] as const;

/** What it says in a language. */
export interface BuilderTexts {
  readonly title: string;
  /** Where no script runs. */
  readonly scriptsOff: string;
  readonly lede: string;
  readonly article: string;
  readonly settings: string;
  readonly figure: string;
  readonly language: string;
  readonly inherited: string;
  readonly theme: string;
  readonly themes: Readonly<Record<'auto' | 'light' | 'dark', string>>;
  readonly loading: string;
  readonly loadings: Readonly<Record<'lazy' | 'click', string>>;
  readonly loadingHint: string;
  readonly group: string;
  readonly groupHint: string;
  readonly picture: string;
  readonly pictureHint: string;
  readonly shown: string;
  readonly allControls: string;
  readonly compact: string;
  readonly parts: Readonly<Record<(typeof parts)[number], string>>;
  readonly preview: string;
  /** Above what is there until readers click. */
  readonly before: string;
  /** Files to download. */
  readonly saveSvg: string;
  readonly savePng: string;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  /** Where an `about` leads to something, its link comes at the end. */
  readonly tools: Readonly<Record<Tool, readonly [name: string, about: string]>>;
  readonly source: string;
  readonly sources: Readonly<Record<Source, readonly [name: string, about: string]>>;
  /** Where this page has an address that readers cannot reach. */
  readonly isPrivate: (host: string) => string;
  readonly folder: {
    readonly title: string;
    readonly about: string;
    readonly save: string;
    readonly failed: (reason: string) => string;
    /** In the page inside the folder, above a snippet. */
    readonly use: string;
  };
}

export const texts: Texts<BuilderTexts> = { 'zh-Hant': zhHant, en };
