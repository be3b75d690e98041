/** The page's HTML, the same in every language. */
import { escapeHtml } from '../figures/escape.js';
import { languageRow, languages, wayToTop } from '../locales/languages.js';
import { missing } from './articles.js';
import { type Content, type CorrectionNumber, type SectionName, sectionNames } from './content.js';
import { fallback } from './fallback.js';
import { type FigureName, figures } from './figures.js';
import { heroPicture } from './hero.js';
import { prediction } from './predictions.js';
import type { QuestionName } from './questions.js';
import { questionOf, untilAnswered } from './questions.js';

interface Row {
  readonly figure?: FigureName;
  readonly corrections?: readonly CorrectionNumber[];
  /** The figure is too wide to stand next to its text. */
  readonly wide?: true;
}

/**
 * The rows of each section, in the order of its texts. A row with a figure has the text on one side and the figure on
 * the other; rows without one share a line.
 */
const layout: Readonly<Record<SectionName, readonly Row[]>> = {
  why: [{}, { corrections: [1] }],
  'one-hot': [{ figure: 'cross-entropy' }],
  smoothing: [{ figure: 'targets' }, { figure: 'conventions', corrections: [2] }],
  implementation: [
    { figure: 'steps', corrections: [3, 4] },
    { figure: 'trace', corrections: [5] },
    { figure: 'heatmap', corrections: [6] },
  ],
  'kl-loss': [
    { figure: 'loss-curve', corrections: [7] },
    { figure: 'decomposition', corrections: [8] },
  ],
  gradient: [{ figure: 'gradient' }, { figure: 'logit-gap' }, { figure: 'descent' }, { figure: 'temperature' }],
  example: [{ figure: 'example' }],
  training: [
    { figure: 'training', wide: true },
    { figure: 'alpha-sweep', wide: true },
    { figure: 'distillation', wide: true },
  ],
  developers: [{}, {}],
  references: [{}],
};

/**
 * Keeps a formula or field on one line with the punctuation around it, and a name with the number after its hyphen.
 */
const unbroken = (html: string) =>
  html.replace(
    /([（(「“]?)(<span class="setting">.*?<\/span>|<math>.*?<\/math>|<output [^>]*class="scrub.*?<\/output>|\b(?:CIFAR|top)-\d+)([,.;:)、，。；：）」”]*)/g,
    (whole, before, inner, after) =>
      before || after || !inner.startsWith('<') ? `<span class="setting">${whole}</span>` : whole,
  );

function correction(number: CorrectionNumber, content: Content): string {
  return `<div class="correction" id="correction-${number}" data-correction="${number}" role="note">
<p><b class="correction-label">${content.labels.correction} ${number}</b> ${unbroken(content.corrections[number])}</p>
</div>`;
}

function figure(name: FigureName, content: Content): string {
  const { gesture, seen } = content.figures[name];
  // If there are several of a kind, a link says which one: see links.ts.
  const first = Object.entries(figures).find(([, { figure: kind }]) => kind === figures[name].figure)?.[0];
  const home = first === name ? '' : `#at=${name}`;
  const attributes = Object.entries({ ...figures[name], home })
    .map(([attribute, value]) => `${attribute}="${value}"`)
    .join(' ');
  const [question, asked] = questionOf(name) ?? [];
  const mask = asked?.masks ? ` mask="${asked.masks.join(' ')}"` : '';
  const told = (kind: 'gesture' | 'seen', text: string) =>
    question && asked?.tells?.includes(kind)
      ? `<span${untilAnswered(question, content.labels.predict)}>${text}</span>`
      : text;
  return `<div class="figure">
<p class="gesture"><b>${content.labels.try}</b> ${told('gesture', gesture)}</p>
<label-smoothing id="figure-${name}" ${attributes}${mask} lang="${content.lang}"><i slot="room"></i>
${fallback(name, content)}
</label-smoothing>
<p class="seen"><b>${content.labels.see}</b> ${told('seen', seen)}</p>
</div>`;
}

function row({ figure: name, corrections = [], wide }: Row, html: string, content: Content): string {
  const withQuestions = html.replace(/<!-- predict ([\w-]+) -->/g, (_, question: QuestionName) =>
    prediction(question, content),
  );
  const prose = `<div class="prose">
${unbroken(withQuestions)}
${corrections.map((number) => correction(number, content)).join('\n')}
</div>`;
  if (!name) return prose;
  return `<div class="row${wide ? ' wide' : ''}">
${prose}
<div class="figure-column">${figure(name, content)}</div>
</div>`;
}

function section(name: SectionName, index: number, content: Content): string {
  const { title, claim, rows } = content.sections[name];
  const rowLayouts = layout[name];
  const body = rowLayouts.map((rowLayout, piece) => row(rowLayout, rows[piece] ?? '', content)).join('\n');
  return `<section id="${name}" aria-labelledby="${name}-title">
<header class="section-head">
<h2 id="${name}-title"><span class="section-number" aria-hidden="true">${index + 1}</span> ${title}</h2>
<p class="claim">${claim}</p>
</header>
${rowLayouts.some((rowLayout) => rowLayout.figure) ? body : `<div class="columns">${body}</div>`}
</section>`;
}

/** What needs the site's own address; `site` ends with a slash. */
function headOf(site: string, { lang, imageDescription }: Content): string {
  return `<link rel="canonical" href="${site}${languageRow(lang).path}">
<link rel="alternate" hreflang="x-default" href="${site}">
<meta property="og:url" content="${site}${languageRow(lang).path}">
<meta property="og:image" content="${site}embed/targets.png">
<meta property="og:image:alt" content="${escapeHtml(imageDescription)}">`;
}

/** The page for addresses that do not exist, which hosts show at any depth; `base` is the path of the site. */
export const missingPage = (base: string) => `<!doctype html>
<html lang="${languages[0].tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>404</title>
<link rel="icon" type="image/svg+xml" href="${base}favicon.svg">
</head>
<body>
<main>
${languages
  .map(({ tag, direction, path }, index) => {
    const { title, text, back } = missing[tag];
    const heading = index === 0 ? 'h1' : 'h2';
    return `<div lang="${tag}" dir="${direction}">
<${heading}>${title}</${heading}>
<p>${text}<a href="${base}${path}">${back}</a></p>
</div>`;
  })
  .join('\n')}
</main>
</body>
</html>
`;

/** `site` is the address of the site where the build knows it. */
export function renderPage(content: Content, site?: string): string {
  const { labels, lang } = content;
  const link = ({ tag, path }: (typeof languages)[number]) => (tag === lang ? './' : `${wayToTop(lang)}${path}`);
  // The first of them is the one that the page's script knows.
  const others = languages
    .filter(({ tag }) => tag !== lang)
    .map(
      (language, index) =>
        `<a${index === 0 ? ' id="language"' : ''} href="${link(language)}" hreflang="${language.tag}" lang="${language.tag}">${language.name}</a>`,
    );
  return `<!doctype html>
<html lang="${lang}" dir="${languageRow(lang).direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.documentTitle}</title>
<meta name="description" content="${escapeHtml(content.description)}">
<meta name="color-scheme" content="light dark">
<meta property="og:type" content="article">
<meta property="og:title" content="${escapeHtml(content.documentTitle)}">
<meta property="og:description" content="${escapeHtml(content.description)}">
<meta property="og:locale" content="${content.openGraphLocale}">
${languages.map((language) => `<link vite-ignore rel="alternate" hreflang="${language.tag}" href="${link(language)}">`).join('\n')}
${site ? headOf(site, content) : ''}
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<script src="/theme.js"></script>
<link rel="stylesheet" href="/styles/page.css">
<script type="module" async src="/page.ts"></script>
</head>
<body>
<a class="skip" href="#text">${labels.skip}</a>
<header class="bar">
<a class="brand" href="#top"><img src="/favicon.svg" alt="" width="24" height="24"><span>${content.brand}</span></a>
<button class="contents-button" type="button" popovertarget="contents">${labels.contents}</button>
<nav id="contents" class="contents" popover aria-label="${labels.contents}">
<ol>
${sectionNames.map((name) => `<li><a href="#${name}">${content.sections[name].shortTitle}</a></li>`).join('\n')}
</ol>
</nav>
<div class="switches">
<select id="theme" aria-label="${labels.theme}">
${Object.entries(labels.themes)
  .map(([theme, label]) => `<option value="${theme}">${label}</option>`)
  .join('\n')}
</select>
${others.join('\n')}
</div>
</header>
<main id="top">
<div class="hero">
<h1>${content.title}</h1>
<p class="lede">${content.lede}</p>
${heroPicture(content)}
<p class="origin">${content.origin}</p>
<noscript><p class="scripts-off">${labels.scriptsOff}</p></noscript>
</div>
<div id="text" tabindex="-1">
${sectionNames.map((name, index) => section(name, index, content)).join('\n')}
</div>
</main>
<footer>
<p>${labels.footer}</p>
</footer>
</body>
</html>
`;
}
