/**
 * The one table of symbols in formulas and their meanings in the figures. A meaning is an argument of the element's
 * `highlight()`: names of parameters, of numbers of the readout and of series, separated by spaces.
 */
interface Symbol {
  /** The symbol in MathML. */
  readonly letter: string;
  readonly means: string;
  /** Its TeX, if the letter alone would mean something else. */
  readonly macro?: string;
}

const table: readonly Symbol[] = [
  { letter: 'α', means: 'alpha' },
  { letter: 'K', means: 'classes' },
  { letter: 'T', means: 'temperature' },
  { letter: 'x', means: 'x' },
  { letter: 'z', means: 'logits' },
  { letter: 'π', means: 'prior' },
  // The hard label, the smoothed label and the prediction: these colors are the same in every figure.
  { letter: 'y', means: 'series-1' },
  { letter: 'q', means: 'series-2' },
  { letter: 'p', means: 'series-3 predictions probability' },
  // The index of the correct class, as in q_y; the smoothed label of y^LS; the x of the lowest loss.
  { letter: 'y', means: 'target', macro: '\\correct' },
  { letter: 'y', means: 'series-2', macro: '\\smoothed' },
  { letter: 'x', means: 'minimum-x', macro: '\\minimum' },
];

/** The macros of the table, for Temml. */
export const macros: Readonly<Record<string, string>> = Object.fromEntries(
  table.flatMap(({ letter, means, macro }) => (macro ? [[macro, `\\data{means=${means}}{${letter}}`]] : [])),
);

/** Adds the meaning of each symbol to MathML, for pointing.ts. Macros already have theirs. */
export function withMeanings(mathml: string): string {
  return mathml.replace(/<mi>(.)<\/mi>/gu, (written, letter: string) => {
    const symbol = table.find((one) => one.letter === letter && !one.macro);
    return symbol ? `<mi data-means="${symbol.means}">${letter}</mi>` : written;
  });
}
