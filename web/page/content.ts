/** The texts of the page. The compiler checks that every language has all of them. */
import type { Language } from '../locales/languages.js';
import type { FigureName } from './figures.js';
import type { FormulaWords } from './formulas.js';
import type { QuestionName } from './questions.js';

/** The steps of the path, each a section with this id. */
export const sectionNames = [
  'why',
  'one-hot',
  'smoothing',
  'kl-loss',
  'gradient',
  'training',
  'choosing',
  'developers',
  'summary',
] as const;

export type SectionName = (typeof sectionNames)[number];

/** What goes deeper than the path, opened on demand: sections with this id inside of `<details>`. */
const chapterNames = [
  'measured',
  'softmax',
  'conventions',
  'implementation',
  'nan-and-inf',
  'batch',
  'example',
  'floor',
  'push',
  'resting-gap',
  'temperature',
  'findings',
  'large-alpha',
  'teachers',
  'drawing',
  'corrections',
  'references',
] as const;

export type ChapterName = (typeof chapterNames)[number];

/** The places where the post is wrong or silent, in reading order. */
export type CorrectionNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface FigureText {
  /** The gesture that tests the claim. */
  readonly gesture: string;
  /** What the reader then sees. */
  readonly seen: string;
}

export interface PredictionText {
  readonly question: string;
  /** One sentence that explains the answer. */
  readonly because: string;
}

export interface SectionText {
  /** In the table of contents. */
  readonly shortTitle: string;
  readonly title: string;
  /** The claim of the section, in one sentence. */
  readonly claim: string;
  /** HTML for each row of the section's layout. `<!-- predict NAME -->` marks the place of a question. */
  readonly rows: readonly string[];
  /** The sentence that leads on to the next section. */
  readonly next?: string;
}

export interface ChapterText {
  readonly title: string;
  /** As in a row of a section. */
  readonly html: string;
}

/** The rows of a section that begin with a heading, as chapters. */
export function chapterOf(row = ''): ChapterText {
  const [whole, title] = /^<h3>(.*?)<\/h3>\s*/.exec(row) ?? [];
  if (!whole || !title) throw new Error(`a row that is to be a chapter begins without a heading: ${row.slice(0, 60)}`);
  return { title, html: row.slice(whole.length) };
}

/** A row that ends with a list, as its text and as a chapter with the list. */
export function withoutList(row = ''): readonly [text: string, list: string] {
  const at = row.indexOf('<ul>');
  if (at < 0) throw new Error(`a row that is to be divided has no list: ${row.slice(0, 60)}`);
  return [row.slice(0, at), row.slice(at)];
}

/** A row of the table of decisions. */
export interface Decision {
  readonly case: string;
  /** Whether to smooth, in a word or two. */
  readonly smooth: string;
  readonly verdict: 'yes' | 'no' | 'maybe';
  readonly settings: string;
  readonly why: string;
  readonly instead: string;
}

export interface Content {
  readonly lang: Language;
  readonly openGraphLocale: string;
  /** Title of the document and of Open Graph. */
  readonly documentTitle: string;
  readonly description: string;
  readonly brand: string;
  readonly title: string;
  readonly lede: string;
  /** The post that the page follows and corrects. */
  readonly origin: string;
  /** Of the picture that stands for links to the page. */
  readonly imageDescription: string;
  /** The picture in the head; % is a number. */
  readonly hero: Readonly<
    Record<
      | 'group'
      | 'hard'
      | 'smoothed'
      | 'hardDescription'
      | 'smoothedDescription'
      | 'sure'
      | 'alpha'
      | 'play'
      | 'pause'
      | 'recorded'
      | 'live'
      | 'still'
      | 'hint'
      | 'place',
      string
    >
  >;
  readonly words: FormulaWords;
  readonly labels: {
    readonly skip: string;
    /** Of what offers the other languages. */
    readonly language: string;
    /** What readers of this language read on the page of another. */
    readonly offer: { readonly note: string; readonly read: string; readonly stay: string };
    readonly contents: string;
    readonly theme: string;
    readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
    /** The button of a block of code, before and after it was pressed. */
    readonly copy: string;
    readonly copied: string;
    readonly try: string;
    readonly see: string;
    readonly correction: string;
    /** Names the chapters after a section. */
    readonly deeper: string;
    /** Leads from a correction back to what it corrects. */
    readonly toPassage: string;
    /** The switch that gives all figures the same α. */
    readonly lockAlpha: string;
    /** Leads to the page that checks the reader's own model, which is in the folder check/. */
    readonly ownModel: string;
    readonly printPath: string;
    readonly printAll: string;
    readonly source: string;
    readonly predict: string;
    readonly check: string;
    /** The button for readers who do not want to guess. */
    readonly showMe: string;
    /** `[data-guess]` and `[data-off]` are filled with the guess and its distance from the answer. */
    readonly verdicts: {
      readonly right: string;
      readonly high: string;
      readonly low: string;
      readonly shown: (truth: string) => string;
    };
    readonly scriptsOff: string;
    readonly footer: string;
  };
  readonly sections: Readonly<Record<SectionName, SectionText>>;
  readonly chapters: Readonly<Record<ChapterName, ChapterText>>;
  readonly decisions: {
    readonly columns: Readonly<Record<'case' | 'smooth' | 'settings' | 'why' | 'instead', string>>;
    readonly rows: readonly Decision[];
  };
  readonly figures: Readonly<Record<FigureName, FigureText>>;
  readonly predictions: Readonly<Record<QuestionName, PredictionText>>;
  readonly corrections: Readonly<Record<CorrectionNumber, string>>;
}

/** The section that trains networks, and its figures. */
export interface TrainingText {
  readonly section: SectionText;
  readonly figures: Readonly<Record<'training' | 'alpha-sweep' | 'distillation' | 'wall' | 'draw', FigureText>>;
}
