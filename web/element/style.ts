/** The style of a figure. Host pages can change its custom properties `--ls-…` and its parts. */

export const style = `
.view {
  /* Sites that set the root to 62.5 % to count in tens would make a rem unreadable. */
  --rem: max(1rem, 16px);
  --fg: var(--ls-fg, light-dark(#1b2430, #e7ebf1));
  --bg: var(--ls-bg, light-dark(#ffffff, #161b22));
  --muted: var(--ls-muted, light-dark(#566273, #9ba7b6));
  --grid: var(--ls-grid, light-dark(#e4e8ed, #2c343e));
  --accent: var(--ls-accent, light-dark(#3f51b5, #a5b1ff));
  --series-1: var(--ls-series-1, light-dark(#3567b0, #7db0f7));
  --series-2: var(--ls-series-2, light-dark(#d97706, #f5a742));
  --series-3: var(--ls-series-3, light-dark(#0d8a72, #3cc9a7));
  --series-4: var(--ls-series-4, light-dark(#8452c5, #bd9bf5));
  --series-5: var(--ls-series-5, light-dark(#c23a6b, #f48bb1));
  --series-6: var(--ls-series-6, light-dark(#5d6b7e, #a9b6c7));
  --field: color-mix(in srgb, var(--fg) 4%, var(--bg));
  --line: color-mix(in srgb, var(--fg) 16%, var(--bg));
  --warning: light-dark(#9a3412, #fdba74);
  /* Nothing of the host's text is inherited. Its decoration ends at what stands in a line, as a figure then does. */
  all: initial;
  color-scheme: inherit;
  visibility: inherit;
  pointer-events: inherit;
  display: inline-block;
  vertical-align: top;
  inline-size: 100%;
  direction: ltr;
  unicode-bidi: isolate;
  font-family: var(--ls-font, system-ui, "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei", sans-serif);
  font-size: calc(.9375 * var(--rem));
  line-height: 1.5;
  color: var(--fg);
  background: var(--bg);
  border: 1px solid var(--line);
  border-radius: 14px;
  padding: clamp(calc(.75 * var(--rem)), 3cqi, calc(1.25 * var(--rem)));
  margin: 0;
  box-sizing: border-box;
  scrollbar-color: var(--muted) transparent;
}
.view.light { color-scheme: light; }
.view.dark { color-scheme: dark; }
.view *, .view *::before { box-sizing: border-box; }
figcaption { word-break: keep-all; overflow-wrap: anywhere; font-weight: 650; font-size: 1.0625em; line-height: 1.35; margin-block-end: calc(.5 * var(--rem)); text-wrap: balance; }
[hidden], .saved { display: none !important; }
.box[hidden] { display: block !important; }
.frame:has(> .view:not([hidden])) { text-indent: 0; text-align: start; line-height: 0; }
/* The menu lies above the figure, but below the bar of a page. */
.view { position: relative; isolation: isolate; }
.share { position: absolute; inset-block-start: calc(clamp(.75 * var(--rem), 3cqi, 1.25 * var(--rem)) - .2 * var(--rem)); inset-inline-end: clamp(.75 * var(--rem), 3cqi, 1.25 * var(--rem)); margin: 0; z-index: 2; }
.share:not([hidden]) { display: block; }
figcaption:has(+ .share:not([hidden])) { padding-inline-end: calc(5 * var(--rem)); }
.share > summary { list-style: none; color: var(--fg); padding: 0 calc(.7 * var(--rem)); border: 1px solid var(--line); border-radius: 8px; background: var(--field); }
.share > summary::-webkit-details-marker { display: none; }
.share > summary::after { content: " ▾"; color: var(--muted); }
.acts { display: flex; flex-wrap: wrap; gap: calc(.5 * var(--rem)) var(--rem); }
.acts:has(> .fold[open]) { grid-column: 1 / -1; }
.presets { align-self: end; }
p, ul, ol, dl, dd { margin: 0; padding: 0; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.probes, .outside { position: absolute; inline-size: 0; block-size: 0; overflow: hidden; visibility: hidden; pointer-events: none; }
.letters { inline-size: max-content; white-space: nowrap; }
.letters::before { content: "0123456789 Hamburgefonstiv 標籤平滑"; }
.probes span, .outside { transition: color 1ms step-start, background-color 1ms step-start; }
.outside { background-color: light-dark(#fff, #000); }

.body { display: grid; gap: var(--rem) calc(1.5 * var(--rem)); grid-template: "stage" auto "side" auto "more" 1fr / minmax(0, 1fr); }
.body.matrices { grid-template-areas: "side" "stage" "more"; }
.stage { grid-area: stage; min-inline-size: 0; }
.more { grid-area: more; min-inline-size: 0; }
button:disabled { opacity: .5; cursor: default; }
.legend { display: flex; flex-wrap: wrap; gap: calc(.15 * var(--rem)) var(--rem); list-style: none; font-size: .875em; color: var(--muted); }
.legend li { display: inline-flex; align-items: center; gap: .4em; }
.legend li::before { content: ""; inline-size: .8em; block-size: .8em; border-radius: 3px; background: var(--color); flex: none; forced-color-adjust: none; }
.legend li.line::before { inline-size: 1.3em; block-size: 3px; border-radius: 2px; }
.legend li.dash::before { inline-size: 1.3em; block-size: 0; border-block-start: 2px dashed var(--color); border-radius: 0; background: none; }
.legend li.point::before { border-radius: 50%; }
.charts { display: grid; gap: calc(.5 * var(--rem)); grid-template-columns: minmax(0, 1fr); }
.charts > div { display: grid; grid-template-rows: auto auto auto 1fr; grid-template-columns: minmax(0, 1fr); min-inline-size: 0; }
.charts .legend { grid-row: 1; align-content: end; }
.charts .chart { grid-row: 2; }
.finding { grid-row: 3; font-size: .875em; margin-block-start: calc(.25 * var(--rem)); text-wrap: pretty; }
.finding:empty, .hint:empty { display: none; }
.chart { position: relative; min-inline-size: 0; block-size: calc(17.5 * var(--rem)); }
canvas { display: block; border-radius: 6px; }
.chart svg { display: none; inline-size: 100%; block-size: auto; }
canvas.can-click { cursor: pointer; }
canvas.drags-horizontal { cursor: ew-resize; touch-action: pan-y pinch-zoom; }
canvas.drags-vertical, canvas[data-grip=vertical] { cursor: ns-resize; }
canvas[data-grip=horizontal] { cursor: ew-resize; }
.hint { grid-row: 4; font-size: .8125em; color: var(--muted); margin-block-start: calc(.25 * var(--rem)); text-wrap: pretty; }
.instead { display: grid; place-items: center; min-block-size: calc(17.5 * var(--rem)); padding: calc(1.25 * var(--rem)); border: 1px dashed var(--line); border-radius: 10px; color: var(--warning); text-wrap: pretty; }
.instead.offer { align-content: center; gap: var(--rem); color: inherit; }
.instead button { justify-self: center; }
.instead p { max-inline-size: calc(34 * var(--rem)); }

.scale { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: calc(.1 * var(--rem)) calc(.6 * var(--rem)); align-items: center; margin-block-start: calc(.35 * var(--rem)); font-size: .8125em; color: var(--muted); }
.scale .bar { position: relative; block-size: calc(.8 * var(--rem)); border-radius: 3px; forced-color-adjust: none; }
.scale .where { position: absolute; inset-block-end: calc(100% + 1px); translate: -50%; padding: 0 .4em; border-radius: 4px; background: var(--fg); color: var(--bg); font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.4; pointer-events: none; }
.scale .where::after { content: ""; position: absolute; inset-block-start: 100%; inset-inline-start: calc(50% - 1px); inline-size: 2px; block-size: calc(.8 * var(--rem) + 2px); background: var(--fg); outline: 1px solid var(--bg); }
.scale .ticks { grid-column: 2; display: flex; justify-content: space-between; font-variant-numeric: tabular-nums; }

.stage > details { margin-block: 0 calc(.5 * var(--rem)); }
.stage summary { color: var(--accent); }
.tensors { display: grid; gap: calc(.75 * var(--rem)); grid-template-columns: minmax(0, 1fr); list-style: none; counter-reset: step; align-items: start; }
.tensor { counter-increment: step; border: 1px solid var(--line); border-radius: 10px; padding: calc(.6 * var(--rem)) calc(.7 * var(--rem)) calc(.7 * var(--rem)); min-inline-size: 0; block-size: 100%; }
.tensor .title { margin: 0; font-size: .9375em; font-weight: 650; line-height: 1.4; color: var(--fg); }
.tensor .title::before { content: counter(step) ". "; color: var(--muted); }
.tensor p { font-size: .8125em; line-height: 1.45; text-wrap: pretty; color: var(--muted); margin-block-end: calc(.45 * var(--rem)); }
.tensor .scroll { overflow-x: auto; }
.tensor table { inline-size: 100%; border-collapse: separate; border-spacing: 2px; table-layout: fixed; font-size: calc(.7 * var(--rem)); min-inline-size: calc((2.1 + 3.2 * var(--columns)) * var(--rem)); }
.tensor th { font-weight: 500; color: var(--muted); padding: 0 2px; text-align: center; white-space: nowrap; }
.tensor tbody th, .tensor thead td { inline-size: calc(2.1 * var(--rem)); text-align: start; }
.tensor tbody td { text-align: center; padding: calc(.3 * var(--rem)) 0; border-radius: 4px; background: var(--field); font-variant-numeric: tabular-nums; overflow: hidden; }
.tensor td.heat { forced-color-adjust: none; }
.tensor td.changed { outline: 2px solid var(--accent); outline-offset: -1px; }
.tensor td.endless { font-weight: 700; color: var(--warning); background: color-mix(in srgb, var(--warning) 14%, var(--bg)); }

.side { grid-area: side; display: grid; gap: var(--rem); grid-template-columns: minmax(0, 1fr); align-content: start; min-inline-size: 0; align-self: start; }
.controls { display: grid; gap: calc(.7 * var(--rem)) calc(1.25 * var(--rem)); grid-template-columns: repeat(auto-fit, minmax(min(100%, calc(14 * var(--rem))), 1fr)); align-items: start; }
/* A label is as high as the number next to it in other controls, so that the fields of a row align. */
.control { display: grid; grid-template: minmax(calc(2 * var(--rem)), auto) auto / minmax(0, 1fr) auto; gap: calc(.1 * var(--rem)) calc(.6 * var(--rem)); align-items: center; min-inline-size: 0; }
.control label { font-size: .875em; }
.control .wide { grid-column: 1 / -1; inline-size: 100%; }
input, select, button { font: inherit; color: inherit; accent-color: var(--accent); margin: 0; min-inline-size: 0; }
input[type=number], input[type=text], select { font-size: .9375em; min-block-size: calc(2 * var(--rem)); padding: calc(.15 * var(--rem)) calc(.5 * var(--rem)); border: 1px solid color-mix(in srgb, var(--fg) 45%, var(--bg)); border-radius: 8px; background: var(--field); }
input[type=number] { inline-size: calc(5 * var(--rem)); text-align: end; font-variant-numeric: tabular-nums; }
input[type=text] { font-variant-numeric: tabular-nums; }
select { text-overflow: ellipsis; }
::placeholder { color: var(--muted); opacity: 1; }
input[type=range] { block-size: calc(1.75 * var(--rem)); cursor: pointer; }
/* Firefox's own track is white even on dark pages. */
@media not (forced-colors: active) {
  @supports selector(::-moz-range-track) { input[type=range] { background: none; } }
  ::-moz-range-track { block-size: 4px; border-radius: 2px; background: color-mix(in srgb, var(--fg) 30%, var(--bg)); }
  ::-moz-range-progress { block-size: 4px; border-radius: 2px; background: var(--accent); }
  ::-moz-range-thumb { inline-size: 16px; block-size: 16px; border: 0; border-radius: 50%; background: var(--accent); }
}
input[aria-invalid=true] { border-color: var(--warning); outline: 1px solid var(--warning); }
.message { grid-column: 1 / -1; font-size: .8125em; color: var(--warning); }
.message:empty { display: none; }
button { font-size: .875em; min-block-size: calc(2 * var(--rem)); padding: calc(.2 * var(--rem)) calc(.9 * var(--rem)); border: 1px solid color-mix(in srgb, var(--fg) 45%, var(--bg)); border-radius: 8px; background: var(--field); cursor: pointer; justify-self: start; }
button:hover { background: color-mix(in srgb, var(--fg) 10%, var(--bg)); }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 75%, transparent); outline-offset: 2px; }

.readout { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, calc(13 * var(--rem))), 1fr)); gap: 0 calc(1.25 * var(--rem)); font-size: .875em; }
.readout div { display: flex; justify-content: space-between; gap: 1em; padding-block: calc(.2 * var(--rem)); border-block-end: 1px solid var(--grid); }
.readout dt { color: var(--muted); }
.readout dd { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }

.notes { display: grid; gap: calc(.4 * var(--rem)); font-size: .9375em; list-style: none; }
.notes li { padding: calc(.1 * var(--rem)) 0 calc(.1 * var(--rem)) calc(.8 * var(--rem)); border-inline-start: 3px solid var(--line); text-wrap: pretty; }
.notes li.warning { border-color: var(--warning); color: var(--warning); }
details { margin-block-start: calc(.9 * var(--rem)); font-size: .875em; }
/* Closed beside the button, open a row of its own, in which there are as many columns. */
.fold { margin: 0; }
.fold[open] { flex-basis: 100%; }
.fold > summary { min-block-size: calc(2 * var(--rem)); }
.fold > .controls { margin-block-start: calc(.4 * var(--rem)); font-size: calc(1em / .875); }
summary { cursor: pointer; color: var(--muted); min-block-size: calc(1.75 * var(--rem)); align-content: center; }
.data { overflow: auto; max-block-size: calc(20 * var(--rem)); border: 1px solid var(--line); border-radius: 8px; margin-block-start: calc(.4 * var(--rem)); }
.data table { border-collapse: collapse; inline-size: 100%; font-variant-numeric: tabular-nums; }
.data th, .data td { padding: calc(.3 * var(--rem)) calc(.7 * var(--rem)); text-align: end; white-space: nowrap; border-block-end: 1px solid var(--grid); }
.data thead th { position: sticky; inset-block-start: 0; background: var(--bg); font-weight: 600; }
.data th:first-child, .data td:first-child { text-align: start; }
.data tbody th { font-weight: 500; }

.data .marked { background: color-mix(in srgb, var(--accent) 16%, var(--bg)); }
.tensor .marked { box-shadow: inset 0 0 0 2px var(--fg); }

@container (max-width: 19rem) or (max-width: 304px) {
  .tensor table { font-size: calc(.65 * var(--rem)); min-inline-size: calc((1.65 + 2.6 * var(--columns)) * var(--rem)); }
  .tensor tbody th, .tensor thead td { inline-size: calc(1.65 * var(--rem)); }
}
@container (width < 24rem) or (width < 384px) {
  /* A phone shows a chart together with a control. */
  .chart { block-size: calc(15 * var(--rem)); }
  .instead { min-block-size: calc(15 * var(--rem)); }
  .readout div { padding-block: calc(.1 * var(--rem)); }
  .notes { font-size: .875em; }
  .tensor { border-inline: 0; border-block-end: 0; border-radius: 0; padding: calc(.6 * var(--rem)) 0 0; }
}
@container (min-width: 31rem) and (min-width: 496px) {
  .charts.pair { grid-template-columns: repeat(2, minmax(0, 1fr)); row-gap: 0; }
  /* Legends of two charts may differ in height; the charts stay aligned. */
  .charts.pair > div { grid-row: span 4; grid-template-rows: subgrid; }
  .charts.pair > div:nth-child(n + 3) { margin-block-start: calc(.5 * var(--rem)); }
}
@container (min-width: 40rem) and (min-width: 640px) {
  .tensors { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tensor:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
/* Controls next to the chart; next to a pair of charts or to matrices only if there is room for two columns of these. */
@container (min-width: 46rem) and (min-width: 736px) {
  .body:not(.matrices, :has(> .stage > .pair)) { grid-template: "stage side" auto "more side" 1fr / minmax(0, 1fr) calc(15 * var(--rem)); }
  .chart { block-size: calc(21 * var(--rem)); }
  .instead { min-block-size: calc(22.5 * var(--rem)); }
}
@container (min-width: 60rem) and (min-width: 960px) {
  .body:is(.matrices, :has(> .stage > .pair)) { grid-template: "stage side" auto "more side" 1fr / minmax(0, 1fr) calc(15 * var(--rem)); }
}
/* What an author leaves out with the attribute hide. Controls are left out where they are made. */
:host([hide~=readout]) .readout, :host([hide~=notes]) .notes, :host([hide~=table]) .more > details, :host([hide~=hint]) .hint { display: none; }
:host([hide~=caption]) figcaption { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:host([hide~=caption]) .share:not([hidden]) + .body { padding-block-start: calc(2 * var(--rem)); }
/* Nothing is left beside or below the chart. */
:host([hide~=controls][hide~=readout]) .side, .side:empty, :host([hide~=notes][hide~=table]) .more { display: none; }
:host([hide~=controls][hide~=readout]) .body, .body:has(.side:empty) { grid-template: "stage" auto "more" 1fr / minmax(0, 1fr) !important; }

@media (forced-colors: active) {
  .view { --series-1: CanvasText; --series-2: Highlight; --series-3: LinkText; --series-4: GrayText; --muted: CanvasText; --grid: GrayText; --fg: CanvasText; --bg: Canvas; }
  .tensor td.changed { outline-color: Highlight; }
  .marked { outline: 2px solid Highlight; outline-offset: -2px; }
  .probes span { forced-color-adjust: none; }
}
@media print {
  .view { --rem: 1rem; }
  .hint, button, .presets, .share, details:not([open]), input[type=range] { display: none !important; }
  input[type], select { appearance: none; border: 0; padding: 0; background: none; font-weight: 600; }
  /* A placeholder could be mistaken for a value. */
  ::placeholder { opacity: 0; }
  .chart { block-size: auto; }
  canvas { max-inline-size: 100%; block-size: auto !important; }
  canvas:has(+ svg) { display: none !important; }
  .chart svg { display: block; }
  .data { max-block-size: none; }
  .view { display: block; border: 0; padding: 0; break-inside: avoid; print-color-adjust: exact; }
}
`;
