/** The texts of the page. The compiler checks that every language has all of them. */
import type { Language } from '../locales/languages.js';
import type { FigureName } from './figures.js';
import type { FormulaWords } from './formulas.js';
import type { QuestionName } from './questions.js';

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
    readonly contents: string;
    readonly theme: string;
    readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
    readonly try: string;
    readonly see: string;
    readonly correction: string;
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
  readonly figures: Readonly<Record<FigureName, FigureText>>;
  readonly predictions: Readonly<Record<QuestionName, PredictionText>>;
  readonly corrections: Readonly<Record<CorrectionNumber, string>>;
}

/** The section that trains networks, and its figures. */
export interface TrainingText {
  readonly section: SectionText;
  readonly figures: Readonly<Record<'training' | 'alpha-sweep' | 'distillation', FigureText>>;
}
