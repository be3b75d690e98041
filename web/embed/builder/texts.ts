/** What the builder says. */
import { texts as en } from '../../locales/en/builder.js';
import type { Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/builder.js';

export const kinds = ['script', 'pinned', 'mirror', 'iframe', 'hugo', 'vitepress', 'markdown'] as const;
export type Kind = (typeof kinds)[number];

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
  readonly group: string;
  readonly groupHint: string;
  readonly shown: string;
  readonly allControls: string;
  readonly compact: string;
  readonly parts: Readonly<Record<(typeof parts)[number], string>>;
  readonly preview: string;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly kinds: Readonly<Record<Kind, readonly [name: string, about: string]>>;
}

export const texts: Texts<BuilderTexts> = { 'zh-Hant': zhHant, en };
