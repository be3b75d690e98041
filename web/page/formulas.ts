/**
 * Every formula of the page, in TeX. The build compiles them to MathML, so the browser needs no font and no script for
 * them.
 */
import temml from 'temml';
import type { FigureName } from './figures.js';
import { live, liveTex } from './number-markup.js';
import { macros, withMeanings } from './symbols.js';

/** The conditions in definitions by cases, in TeX. */
export interface FormulaWords {
  readonly correctClass: string;
  readonly paddingClass: string;
  readonly paddingRow: string;
  readonly otherwise: string;
}

const tex = String.raw;

const target = liveTex('cross-entropy', 'target');
const a = (figure: 'targets' | 'steps' | 'example' | 'loss-curve') => liveTex(figure, 'alpha');
const k = (figure: 'targets' | 'steps' | 'example' | 'loss-curve') => liveTex(figure, 'classes');

/**
 * A definition by cases. The style sheet draws its brace: without a math font, which many systems lack, a MathML brace
 * stays as small as a letter.
 */
const cases = (rows: readonly (readonly [value: string, condition: string])[]) =>
  tex`\class{cases}{\begin{cases} ${rows.map(([value, condition]) => tex`${value} & ${condition}`).join(tex` \\ `)} \end{cases}}`;

/** The current setting of the bar figure: a pair of formulas for each convention. */
const targetsRows = (correct: string, other: string) => tex`\begin{aligned}
  q_{\correct} &= ${correct} = ${liveTex('targets', 'target-probability')} \\
  q_{k \ne \correct} &= ${other} = ${liveTex('targets', 'other-probability')}
\end{aligned}`;

const sources = {
  softmax: tex`p_k = \frac{e^{\mathbf{x}^{\top} \mathbf{w}_k}}{\sum\nolimits_{l=1}^{K} e^{\mathbf{x}^{\top} \mathbf{w}_l}}`,
  crossEntropy: tex`H(y, p) = \sum\nolimits_{k=1}^{K} {-}y_k \log p_k`,
  oneHot: (words: FormulaWords) =>
    tex`y_k = ${cases([
      ['1', words.correctClass],
      ['0', words.otherwise],
    ])}`,
  crossEntropyExample: tex`\begin{aligned}
    H(y, p) &= -1 \cdot \log p_{${target}} \\
    & \phantom{{}={}} - \sum\nolimits_{k \ne ${target}} \, 0 \cdot \log p_k \\
    &= -\log p_{${target}} = \log \frac{1}{p_{${target}}} \\
    &= -\log \, ${liveTex('cross-entropy', 'probability')} = ${liveTex('cross-entropy', 'loss')}
  \end{aligned}`,
  uniform: tex`\smoothed_k^{\mathrm{LS}} = y_k (1 - \alpha) + \frac{\alpha}{K}`,
  uniformOfThree: tex`\begin{aligned}
    \smoothed_1^{\mathrm{LS}} &= 1 \cdot (1 - 0.1) + \tfrac{0.1}{3} \\ &= 0.9 + 0.0333 = 0.9333 \\
    \smoothed_2^{\mathrm{LS}} &= 0 \cdot (1 - 0.1) + \tfrac{0.1}{3} = 0.0333 \\
    \smoothed_3^{\mathrm{LS}} &= 0 \cdot (1 - 0.1) + \tfrac{0.1}{3} = 0.0333
  \end{aligned}`,
  targetsUniform: targetsRows(
    tex`1 - ${a('targets')} + \tfrac{${a('targets')}}{${k('targets')}}`,
    tex`\tfrac{${a('targets')}}{${k('targets')}}`,
  ),
  targetsOthers: targetsRows(tex`1 - ${a('targets')}`, tex`\tfrac{${a('targets')}}{${k('targets')} - 1}`),
  targetsPadded: targetsRows(tex`1 - ${a('targets')}`, tex`\tfrac{${a('targets')}}{${k('targets')} - 2}`),
  targetsPrior: tex`\begin{aligned}
    q_{\correct} &= 1 - ${a('targets')} + ${a('targets')} \, \pi_{\correct} = ${liveTex('targets', 'target-probability')} \\
    q_{k \ne \correct} &= ${a('targets')} \, \pi_k
  \end{aligned}`,
  paddingTarget: tex`q_0 = q_1 = \cdots = q_{K-1} = 0`,
  padded: (words: FormulaWords) =>
    tex`\smoothed_k^{\mathrm{LS}} = ${cases([
      ['0', words.paddingRow],
      ['0', words.paddingClass],
      [tex`1 - \alpha`, words.correctClass],
      [tex`\dfrac{\alpha}{K - 2}`, words.otherwise],
    ])}`,
  share: tex`\frac{\alpha}{K - 2} = \frac{${a('steps')}}{${k('steps')} - 2} = ${liveTex('steps', 'share')}`,
  confidence: tex`1 - \alpha = 1 - ${a('steps')} = ${liveTex('steps', 'confidence')}`,
  klLoss: tex`\mathrm{KL}(q \,\|\, p) = \sum\nolimits_k q_k \left( \log q_k - \log p_k \right)`,
  klIdentity: tex`\begin{aligned}
    -\sum\nolimits_k q_k \log p_k &= \mathrm{KL}(q \,\|\, p) + H(q) \\
    H(q) &= -\sum\nolimits_k q_k \log q_k
  \end{aligned}`,
  gradient: tex`\frac{\partial}{\partial z_k} \Bigl( -\sum\nolimits_i q_i \log p_i \Bigr) = p_k - q_k`,
  gradientNow: tex`q_{\correct} - p_{\correct} = ${liveTex('gradient', 'target-push')}`,
  gap: tex`z_{\correct} - z_k = \log \frac{q_{\correct}}{q_k}`,
  gapNow: tex`\begin{aligned}
    K = 5 &: \quad z_{\correct} - z_k = ${liveTex('logit-gap', 'gap')} \\
    K = 100 &: \quad z_{\correct} - z_k = ${liveTex('logit-gap', 'gap-2')} \\
    K = 1000 &: \quad z_{\correct} - z_k = ${liveTex('logit-gap', 'gap-3')}
  \end{aligned}`,
  decompositionNow: tex`${liveTex('decomposition', 'cross-entropy')} = ${liveTex('decomposition', 'kl')} + ${liveTex('decomposition', 'entropy')}`,
  softened: tex`p_k = \frac{e^{z_k / T}}{\sum\nolimits_i e^{z_i / T}}`,
  prediction: tex`p = \left( 0, \tfrac{x}{x+3}, \tfrac{1}{x+3}, \tfrac{1}{x+3}, \tfrac{1}{x+3} \right)`,
  minimum: tex`\frac{x}{x + 3} = 1 - \alpha \;\Longrightarrow\; \minimum^{*} = \frac{3 (1 - \alpha)}{\alpha}`,
  minimumNow: tex`\minimum^{*} = \frac{(${k('loss-curve')} - 2) \cdot (1 - ${a('loss-curve')})}{${a('loss-curve')}} = ${liveTex('loss-curve', 'minimum-x')}`,
  example: tex`\begin{aligned}
    1 - \alpha &= 1 - ${a('example')} = ${liveTex('example', 'target-probability')} \\
    \frac{\alpha}{K - 2} &= \frac{${a('example')}}{${k('example')} - 2} = ${liveTex('example', 'other-probability')}
  \end{aligned}`,
} as const;

export type FormulaName = keyof typeof sources;

/**
 * Temml's inline styles, which a strict content security policy blocks, and the classes of formulas.css that replace
 * them.
 */
const styleClasses: Readonly<Record<string, string>> = {
  'display:block math;': '',
  'padding-left:0em;padding-right:0em;': 'cell-tight',
  'padding-left:1em;padding-right:0em;': 'cell-apart',
  'math-depth:0;': 'depth-0',
};

function withClassesForStyles(mathml: string): string {
  return mathml.replace(/<(\w+)((?: [\w-]+="[^"]*")*)>/g, (tag, name: string, attributes: string) => {
    const style = / style="([^"]*)"/.exec(attributes)?.[1];
    if (style === undefined) return tag;
    const replacement = styleClasses[style];
    if (replacement === undefined) throw new Error(`formula has the inline style "${style}", which has no class yet`);
    const kept = attributes.replace(/ style="[^"]*"/, '');
    if (replacement === '') return `<${name}${kept}>`;
    return / class="/.test(kept)
      ? `<${name}${kept.replace(/ class="([^"]*)"/, ` class="$1 ${replacement}"`)}>`
      : `<${name}${kept} class="${replacement}">`;
  });
}

function compile(source: string, displayMode: boolean): string {
  const options = { displayMode, macros: { ...macros }, trust: true, throwOnError: true };
  const mathml = temml
    .renderToString(source, options)
    // The invisible function-application operator takes up space in Firefox.
    .replaceAll('<mo>\u2061</mo>', '')
    // TeX puts space between a factor and a logarithm, Temml does not.
    .replace(/(?<=<\/(?:mi|mn|msub)>)(?=<mrow><mi>log<)/g, '<mspace width="0.1667em"></mspace>')
    // While a number is to be guessed it is hidden, with all that is drawn around it: the row draws a box for it.
    .replace(/<mn [^>]*data-secret[^>]*>[^<]*<\/mn>/g, '<mrow class="asked">$&</mrow>');
  return withMeanings(withClassesForStyles(mathml));
}

/** A display formula of the list above. */
export function formula(name: FormulaName, words: FormulaWords): string {
  const source = sources[name];
  return `<div class="formula" data-formula="${name}">${compile(typeof source === 'string' ? source : source(words), true)}</div>`;
}

/**
 * Formulas of which one is visible, depending on the state of a figure. number-updates.ts chooses; until then it is the
 * first one.
 */
export function formulaChoice(
  figure: FigureName,
  choices: Readonly<Record<string, FormulaName>>,
  words: FormulaWords,
): string {
  const options = Object.entries(choices).map(
    ([choice, name], index) =>
      `<div data-choice="${choice}"${index === 0 ? '' : ' class="not-chosen"'}>${formula(name, words)}</div>`,
  );
  return `<div class="formula-choice" data-choice-figure="${figure}">${options.join('')}</div>`;
}

/** A short formula inside a sentence. */
export function inlineMath(source: string): string {
  return compile(source, false);
}

/** A symbol with its current value, α = 0.10, on one line. */
export function setting(symbol: string, figure: FigureName, key: string): string {
  return `<span class="setting">${inlineMath(symbol)} = ${live(figure, key)}</span>`;
}
