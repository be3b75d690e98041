/** The page's HTML, the same in every language. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { escapeHtml } from '../figures/escape.js';
import { languageRow, languages, wayToTop } from '../locales/languages.js';
import { articles, missing } from './articles.js';
import { type ChapterName, type Content, type CorrectionNumber, type SectionName, sectionNames } from './content.js';
import { fallback } from './fallback.js';
import { type FigureName, figures } from './figures.js';
import { heroPicture } from './hero.js';
import { prediction } from './predictions.js';
import type { QuestionName } from './questions.js';
import { asking, questionOf, untilAnswered } from './questions.js';
import { still, stillSheet } from './stills.js';

/** Whether the page that checks the reader's own model is there. */
const canCheck = existsSync(resolve(import.meta.dirname, 'check/index.html'));

interface Row {
  readonly figure?: FigureName;
  readonly corrections?: readonly CorrectionNumber[];
  /** The figure is too wide to stand next to its text. */
  readonly wide?: true;
}

interface SectionLayout {
  /**
   * In the order of its texts. A row with a figure has the text on one side and the figure on the other; rows without
   * one that follow each other share a line.
   */
  readonly rows: readonly Row[];
  /** What goes deeper, after the section. */
  readonly chapters?: readonly ChapterName[];
}

const layout: Readonly<Record<SectionName, SectionLayout>> = {
  why: { rows: [{}, {}, { figure: 'wall', wide: true }], chapters: ['measured'] },
  'one-hot': { rows: [{ figure: 'cross-entropy' }], chapters: ['softmax'] },
  smoothing: {
    rows: [{ figure: 'targets' }],
    chapters: ['conventions', 'implementation', 'nan-and-inf', 'batch', 'example'],
  },
  'kl-loss': { rows: [{ figure: 'loss-curve', corrections: [7] }], chapters: ['floor'] },
  gradient: { rows: [{ figure: 'descent' }], chapters: ['push', 'resting-gap', 'temperature'] },
  training: {
    rows: [{ figure: 'training', wide: true }],
    chapters: ['findings', 'large-alpha', 'teachers', 'drawing'],
  },
  choosing: { rows: [{}] },
  developers: { rows: [{}, {}] },
  summary: { rows: [{}], chapters: ['corrections', 'references'] },
};

const chapterLayout: Readonly<Record<ChapterName, Row>> = {
  measured: { corrections: [1] },
  softmax: {},
  conventions: { figure: 'conventions', corrections: [2] },
  implementation: { figure: 'steps', corrections: [3, 4] },
  'nan-and-inf': { figure: 'trace', corrections: [5] },
  batch: { figure: 'heatmap', corrections: [6] },
  example: { figure: 'example' },
  floor: { figure: 'decomposition', corrections: [8] },
  push: { figure: 'gradient' },
  'resting-gap': { figure: 'logit-gap' },
  temperature: { figure: 'temperature' },
  findings: {},
  'large-alpha': { figure: 'alpha-sweep', wide: true },
  teachers: { figure: 'distillation', wide: true },
  drawing: { figure: 'draw', wide: true },
  corrections: {},
  references: {},
};

/** Of these the still and the question wait in templates until their chapter is opened: see chapters.ts. */
const inChapters = new Set(Object.values(chapterLayout).map(({ figure }) => figure));

/**
 * Keeps a formula or field on one line with the punctuation around it, and a name with the number after its hyphen.
 */
const unbroken = (html: string) =>
  html.replace(
    /([（(「“]?)(<span class="setting">.*?<\/span>|<math>.*?<\/math>|<output [^>]*class="scrub.*?<\/output>|\b(?:CIFAR|top)-\d+)([,.;:)、，。；：）」”]*)/g,
    (whole, before, inner, after) =>
      before || after || !inner.startsWith('<') ? `<span class="setting">${whole}</span>` : whole,
  );

/** A small number in the margin that leads to a correction. */
const mark = (number: CorrectionNumber, { labels }: Content) =>
  `<a class="correction-mark" id="passage-${number}" href="#correction-${number}" title="${labels.correction} ${number}"><span class="word">${labels.correction} </span>${number}</a>`;

/** All corrections, each with the way back to its passage. */
function corrections(content: Content): string {
  const { labels } = content;
  const items = Object.entries(content.corrections).map(
    ([number, text]) => `<li class="correction" id="correction-${number}" data-correction="${number}">
<p><b class="correction-label">${labels.correction} ${number}</b> ${unbroken(text)}&nbsp;<a href="#passage-${number}" aria-label="${labels.correction} ${number}: ${labels.toPassage}">↩</a></p>
</li>`,
  );
  return `<ol class="corrections">${items.join('\n')}</ol>`;
}

function decisions({ decisions: { columns, rows } }: Content): string {
  const keys = Object.keys(columns) as (keyof typeof columns)[];
  const heads = keys.map((key) => `<th scope="col" role="columnheader">${columns[key]}</th>`);
  const lines = rows.map((row) => {
    const cells = keys.map((key) => {
      if (key === 'case') return `<th scope="row" role="rowheader">${row.case}</th>`;
      const text =
        key === 'smooth' ? `<b class="smooth-or-not verdict-${row.verdict}">${row.smooth}</b>` : unbroken(row[key]);
      // On phones each row is a card, which names its lines; see article.css.
      return `<td role="cell"><span class="cell-name" aria-hidden="true">${columns[key]}</span> ${text}</td>`;
    });
    return `<tr role="row">${cells.join('')}</tr>`;
  });
  return `<table class="decisions" role="table">
<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>
<tbody role="rowgroup">${lines.join('\n')}</tbody>
</table>`;
}

function figure(name: FigureName, content: Content): string {
  const { gesture, seen } = content.figures[name];
  // If there are several of a kind, a link says which one: see links.ts.
  const first = Object.entries(figures).find(([, { figure: kind }]) => kind === figures[name].figure)?.[0];
  const home = first === name ? '' : `#at=${name}`;
  const attributes = Object.entries({ ...figures[name], home, ...asking(name) })
    .map(([attribute, value]) => `${attribute}="${escapeHtml(value)}"`)
    .join(' ');
  const [question, asked] = questionOf(name) ?? [];
  const told = (kind: 'gesture' | 'seen', text: string) =>
    question && asked?.tells?.includes(kind)
      ? `<span${untilAnswered(question, content.labels.predict)}>${text}</span>`
      : text;
  return `<div class="figure">
<p class="gesture"><b>${content.labels.try}</b> ${told('gesture', gesture)}</p>
<label-smoothing id="figure-${name}" ${attributes} lang="${content.lang}">${still(name, content.lang, inChapters.has(name))}
${fallback(name, content)}
</label-smoothing>
<p class="seen"><b>${content.labels.see}</b> ${told('seen', seen)}</p>
</div>`;
}

function row({ figure: name, corrections: marks = [], wide }: Row, html: string, content: Content): string {
  const [before = '', question, after = ''] = html
    .replace('<!-- decisions -->', () => decisions(content))
    .split(/<!-- predict ([\w-]+) -->/);
  const inMargin = marks.map((number) => mark(number, content)).join('\n');
  const prose = (text: string) => `<div class="prose">
${unbroken(text)}
</div>`;
  const first = prose(`${inMargin && `<p class="correction-marks">${inMargin}</p>`}\n${before}`);
  if (!name) return first;
  const form = question ? unbroken(prediction(question as QuestionName, content)) : '';
  // A question and its figure are one card where there is one column: see predictions.css.
  return `<div class="row${wide ? ' wide' : ''}${question ? ' asks' : ''}">
${first}
${form && inChapters.has(name) ? `<template>${form}</template>` : form}
<div class="figure-column">${figure(name, content)}</div>
${after && prose(after)}
</div>`;
}

function rowsOf(rows: readonly Row[], texts: readonly string[], content: Content): string {
  return rows
    .map((one, index) => {
      const body = row(one, texts[index] ?? '', content);
      if (one.figure) return body;
      const first = index === 0 || rows[index - 1]?.figure;
      const last = index === rows.length - 1 || rows[index + 1]?.figure;
      return `${first ? '<div class="columns">' : ''}${body}${last ? '</div>' : ''}`;
    })
    .join('\n');
}

/** The id is inside of the part that is hidden, so that browsers open it when a link leads there. */
function chapter(name: ChapterName, content: Content): string {
  const { title, html } = content.chapters[name];
  return `<details class="chapter">
<summary><h3 id="${name}-title">${title}</h3></summary>
<section id="${name}" aria-labelledby="${name}-title">
${rowsOf([chapterLayout[name]], [html], content)}
${name === 'corrections' ? corrections(content) : ''}
</section>
</details>`;
}

function section(name: SectionName, index: number, content: Content): string {
  const { title, claim, rows, next } = content.sections[name];
  const { rows: rowLayouts, chapters = [] } = layout[name];
  const { labels } = content;
  return `<section class="step" id="${name}" aria-labelledby="${name}-title">
<header class="section-head">
<h2 id="${name}-title"><span class="section-number" aria-hidden="true">${index + 1}</span> ${title}</h2>
<p class="claim">${claim}</p>
</header>
${name === 'smoothing' ? `<p class="lock"><label><input type="checkbox" role="switch" id="lock-alpha" autocomplete="off"> ${labels.lockAlpha}</label></p>` : ''}
${rowsOf(rowLayouts, rows, content)}
${['training', 'developers'].includes(name) && canCheck ? `<p class="own-model">${labels.ownModel}</p>` : ''}
${next ? `<p class="next">${next}</p>` : ''}
</section>
${chapters.length > 0 ? `<div class="chapters" role="group" aria-label="${labels.deeper}">\n<p class="deeper" aria-hidden="true">${labels.deeper}</p>\n${chapters.map((one) => chapter(one, content)).join('\n')}\n</div>` : ''}`;
}

/** What needs the site's own address; `site` ends with a slash. */
function headOf(site: string, { lang, imageDescription }: Content): string {
  return `<link rel="canonical" href="${site}${languageRow(lang).path}">
<link rel="alternate" hreflang="x-default" href="${site}">
<meta property="og:url" content="${site}${languageRow(lang).path}">
<meta property="og:image" content="${site}embed/preview.${lang}.png">
<meta name="twitter:card" content="summary_large_image">
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
<link rel="stylesheet" href="${base}404.css">
</head>
<body>
<main>
<img src="${base}favicon.svg" alt="" width="48" height="48">
${languages
  .map(({ tag, direction, path }, index) => {
    const { title, text, back } = missing[tag];
    const heading = index === 0 ? 'h1' : 'h2';
    return `<div lang="${tag}" dir="${direction}">
<${heading}>${title}</${heading}>
<p>${text}</p>
<p><a href="${base}${path}">${back}</a></p>
</div>`;
  })
  .join('\n')}
</main>
</body>
</html>
`;

/** Offers the other languages; first.js shows it to readers whose browser does not list the page's own. */
function offer({ lang, labels }: Content, link: (language: (typeof languages)[number]) => string): string {
  const offers = languages
    .filter(({ tag }) => tag !== lang)
    .map((language) => {
      const { note, read, stay } = articles[language.tag].labels.offer;
      return `<p class="offer-line" lang="${language.tag}" dir="${language.direction}"><span>${note}</span> <a href="${link(language)}" hreflang="${language.tag}">${read}</a> <button type="button">${stay}</button></p>`;
    });
  return `<aside class="offer" aria-label="${labels.language}">${offers.join('\n')}</aside>`;
}

/** `site` is the address of the site and `source` that of the source code, where the build knows them. */
export function renderPage(content: Content, site?: string, source?: string): string {
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
${languages.map((language) => `<link vite-ignore rel="alternate" hreflang="${language.tag}" href="${site ? site + language.path : link(language)}">`).join('\n')}
${site ? headOf(site, content) : ''}
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<script src="/first.js"></script>
<link rel="stylesheet" href="/styles/page.css">
<link vite-ignore rel="preload" as="style" href="${wayToTop(lang)}${stillSheet}">
<script type="module" src="/page.ts"></script>
</head>
<body>
<a class="skip" href="#text">${labels.skip}</a>
${offer(content, link)}
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
<main id="top" data-copy="${labels.copy}" data-copied="${labels.copied}">
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
<p class="ways"><button type="button" id="print-path">${labels.printPath}</button> <button type="button" id="print-all">${labels.printAll}</button>${source ? ` <a href="${escapeHtml(source)}">${labels.source}</a>` : ''}</p>
</footer>
</body>
</html>
`;
}
