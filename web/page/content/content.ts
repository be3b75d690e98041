/** What a language has to say. The compiler checks that both languages say all of it. */
import type { FigureName } from '../figures.js';
import type { FormulaWords } from '../formulas.js';
import type { QuestionName } from '../questions.js';

export const sectionNames = [
  'why',
  'one-hot',
  'smoothing',
  'implementation',
  'kl-loss',
  'gradient',
  'example',
  'training',
  'developers',
  'references',
] as const;

export type SectionName = (typeof sectionNames)[number];

/** Where the article was wrong or silent, in the order in which the reader meets it. */
export type CorrectionNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface FigureText {
  /** The one gesture that tests the claim. */
  readonly gesture: string;
  /** What is to be seen then. */
  readonly seen: string;
}

export interface PredictionText {
  readonly question: string;
  /** Why the answer is what it is, one sentence. */
  readonly because: string;
}

export interface SectionText {
  /** In the table of contents. */
  readonly shortTitle: string;
  readonly title: string;
  /** The claim of the section, one sentence. */
  readonly claim: string;
  /** HTML, one piece for each row of the section's layout. `<!-- predict NAME -->` is where a question is asked. */
  readonly rows: readonly string[];
}

export interface Content {
  readonly lang: 'zh-Hant' | 'en';
  readonly openGraphLocale: string;
  /** Title of the document and of Open Graph. */
  readonly documentTitle: string;
  readonly description: string;
  readonly brand: string;
  readonly title: string;
  readonly lede: string;
  /** What the page follows, and what its corrections correct. */
  readonly origin: string;
  readonly heroCaption: string;
  readonly heroDescription: string;
  readonly words: FormulaWords;
  readonly labels: {
    readonly skip: string;
    readonly contents: string;
    readonly theme: string;
    readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
    readonly try: string;
    readonly see: string;
    readonly correction: string;
    readonly predict: string;
    readonly check: string;
    /** On the button for those who do not want to guess. */
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
  readonly figures: Readonly<Record<FigureName, FigureText>>;
  readonly predictions: Readonly<Record<QuestionName, PredictionText>>;
  readonly corrections: Readonly<Record<CorrectionNumber, string>>;
}
