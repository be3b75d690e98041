/** The HTML of the page that checks a model, the same in every language. */

import { escapeHtml } from '../../figures/escape.js';
import { type Language, languageRow, languages, wayToTop } from '../../locales/languages.js';
import { texts as reading } from '../../readers/texts.js';
import { texts } from './texts.js';

/** Where the page is, from the top of the site. */
export const checkPath = (language: Language) => `${languageRow(language).path}check/`;

/** Nothing that is read here can leave. `style-src` has no inline styles, figures bring style sheets that are adopted. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

export function renderCheckPage(language: Language, site?: string): string {
  const t = texts[language];
  const { kinds } = reading[language];
  const up = `${wayToTop(language).replace(/^\.\/$/, '')}../`;
  const link = (other: Language) => (other === language ? './' : `${up}${checkPath(other)}`);
  const option = (value: string, label: string) => `<option value="${value}">${label}</option>`;
  return `<!doctype html>
<html lang="${language}" dir="${languageRow(language).direction}" data-root="${up}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.documentTitle}</title>
<meta name="description" content="${escapeHtml(t.description)}">
<meta name="color-scheme" content="light dark">
${languages.map(({ tag }) => `<link vite-ignore rel="alternate" hreflang="${tag}" href="${link(tag)}">`).join('\n')}
${site ? `<link rel="canonical" href="${site}${checkPath(language)}">\n<link rel="alternate" hreflang="x-default" href="${site}check/">` : ''}
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<script src="/first.js"></script>
<link rel="stylesheet" href="/styles/check.css">
<script type="module" src="/check/page.ts"></script>
</head>
<body>
<a class="skip" href="#answer">${t.skip}</a>
<header class="bar">
<a class="brand" href="${up}${languageRow(language).path}"><img src="/favicon.svg" alt="" width="24" height="24"><span>${t.brand}</span></a>
<div class="switches">
<select id="theme" aria-label="${t.theme}">
${Object.entries(t.themes)
  .map(([theme, label]) => option(theme, label))
  .join('\n')}
</select>
${languages
  .filter(({ tag }) => tag !== language)
  .map(({ tag, name }) => `<a href="${link(tag)}" hreflang="${tag}" lang="${tag}">${name}</a>`)
  .join('\n')}
</div>
</header>
<main id="top">
<h1>${t.title}</h1>
<p class="lede">${t.lede}</p>
<noscript><p>${t.noscript}</p></noscript>
<div class="give" id="give">
<label for="files">${t.files}</label>
<input type="file" id="files" multiple aria-describedby="formats" accept=".csv,.tsv,.txt,.npy,.npz,.json,.jsonl,.parquet">
<span class="drop">${t.drop}</span>
<p id="formats" class="hint">${t.formats}</p>
<details>
<summary>${t.paste}</summary>
<textarea id="pasted" rows="6" aria-label="${t.pasted}" spellcheck="false"></textarea>
<button type="button" id="read">${t.read}</button>
</details>
<p class="examples">${t.examples}
<button type="button" data-example="hard">${t.exampleHard}</button>
<button type="button" data-example="smoothed">${t.exampleSmoothed}</button>
<button type="button" data-example="hard smoothed">${t.exampleBoth}</button></p>
</div>
<div class="working" id="working" hidden>
<progress id="progress" max="1" value="0" aria-label="${t.progress}"></progress>
<span>${t.reading}</span>
<button type="button" id="cancel">${t.cancel}</button>
</div>
<p class="refusal" id="refusal" role="alert"></p>
<section id="answer" tabindex="-1" aria-labelledby="answer-title" hidden>
<h2 id="answer-title">${t.answer}</h2>
<div id="first" class="first" role="status"></div>
<h3>${t.helps}</h3>
<div id="helps"></div>
<div id="use">
<h3>${t.use}</h3>
<p class="code"><code id="pytorch"></code><button type="button" data-copy="pytorch">${t.copy}</button></p>
<p class="code"><code id="javascript"></code><button type="button" data-copy="javascript">${t.copy}</button></p>
</div>
<p><button type="button" id="save">${t.save}</button> <span class="hint">${t.saveHint}</span></p>
<details id="how">
<summary>${t.how}</summary>
<ul id="notes"></ul>
<div class="choices">
<label>${t.kind} <select id="kind">${option('', t.found)}${Object.entries(kinds)
    .map(([kind, label]) => option(kind, label))
    .join('')}</select></label>
<label>${t.label} <input id="label" type="text" autocomplete="off"></label>
<label>${t.first} <select id="base">${option('', t.found)}${option('0', '0')}${option('1', '1')}</select></label>
<button type="button" id="again">${t.apply}</button>
</div>
</details>
</section>
<label-smoothing id="figure" figure="calibration" hide="notes" lang="${language}"></label-smoothing>
<p class="back"><a href="${up}${languageRow(language).path}#training">${t.back}</a></p>
</main>
</body>
</html>
`;
}
