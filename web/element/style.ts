/** The look of a figure. Everything a host page may change is a custom property `--ls-…` or a part. */

export const style = `
.view {
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
  font-family: var(--ls-font, system-ui, "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei", sans-serif);
  font-size: .9375rem;
  font-style: normal;
  font-weight: 400;
  line-height: 1.5;
  letter-spacing: normal;
  word-spacing: normal;
  font-variant: normal;
  text-shadow: none;
  text-align: start;
  text-transform: none;
  text-indent: 0;
  white-space: normal;
  color: var(--fg);
  background: var(--bg);
  border: 1px solid var(--line);
  border-radius: 14px;
  padding: clamp(.75rem, 3cqi, 1.25rem);
  margin: 0;
  box-sizing: border-box;
  min-block-size: inherit;
}
.view.follow { color-scheme: light dark; }
.view.light { color-scheme: light; }
.view.dark { color-scheme: dark; }
.view *, .view *::before { box-sizing: border-box; }
figcaption { font-weight: 650; font-size: 1.0625em; line-height: 1.35; margin-block-end: .5rem; text-wrap: balance; }
[hidden] { display: none !important; }
p, ul, ol, dl, dd { margin: 0; padding: 0; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.probes { display: none; }

.body { display: grid; gap: 1rem 1.5rem; grid-template: "stage" auto "side" auto "more" 1fr / minmax(0, 1fr); }
.body.matrices { grid-template-areas: "side" "stage" "more"; }
.stage { grid-area: stage; min-inline-size: 0; }
.more { grid-area: more; min-inline-size: 0; }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1rem; list-style: none; font-size: .875em; color: var(--muted); }
.legend li { display: inline-flex; align-items: center; gap: .4em; }
.legend li::before { content: ""; inline-size: .8em; block-size: .8em; border-radius: 3px; background: var(--color); flex: none; forced-color-adjust: none; }
.legend li.line::before { inline-size: 1.3em; block-size: 3px; border-radius: 2px; }
.legend li.point::before { border-radius: 50%; }
.charts { display: grid; gap: .5rem; grid-template-columns: minmax(0, 1fr); }
.chart { position: relative; min-inline-size: 0; block-size: 17.5rem; }
.chart.tall { block-size: 20rem; }
canvas { display: block; border-radius: 6px; }
canvas.can-click { cursor: pointer; }
canvas.drags-horizontal { cursor: ew-resize; touch-action: pan-y; }
canvas.drags-vertical { cursor: ns-resize; touch-action: pan-x; }
.hint { font-size: .8125em; color: var(--muted); margin-block-start: .25rem; }
.instead { display: grid; place-items: center; min-block-size: 17.5rem; padding: 1.25rem; border: 1px dashed var(--line); border-radius: 10px; color: var(--warning); text-wrap: pretty; }
.instead p { max-inline-size: 34rem; }

.scale { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .6rem; align-items: center; margin-block-start: .35rem; font-size: .8125em; color: var(--muted); }
.scale .bar { block-size: .8rem; border-radius: 3px; forced-color-adjust: none; }
.scale .ticks { grid-column: 2; display: flex; justify-content: space-between; font-variant-numeric: tabular-nums; }

.tensors { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); list-style: none; counter-reset: step; align-items: start; }
.tensor { counter-increment: step; border: 1px solid var(--line); border-radius: 10px; padding: .6rem .7rem .7rem; min-inline-size: 0; block-size: 100%; }
.tensor .title { margin: 0; font-size: .9375em; font-weight: 650; line-height: 1.4; color: var(--fg); }
.tensor .title::before { content: counter(step) ". "; color: var(--muted); }
.tensor p { font-size: .8125em; line-height: 1.45; color: var(--muted); margin-block-end: .45rem; }
.tensor .scroll { overflow-x: auto; }
.tensor table { inline-size: 100%; border-collapse: separate; border-spacing: 2px; table-layout: fixed; font-size: .75rem; min-inline-size: calc(2.1rem + var(--columns) * 3rem); }
.tensor th { font-weight: 500; color: var(--muted); padding: 0 2px; text-align: center; white-space: nowrap; }
.tensor tbody th, .tensor thead td { inline-size: 2.1rem; text-align: start; }
.tensor tbody td { text-align: center; padding: .3rem 0; border-radius: 4px; background: var(--field); font-variant-numeric: tabular-nums; overflow: hidden; }
.tensor td.heat { forced-color-adjust: none; }
.tensor td.changed { outline: 2px solid var(--accent); outline-offset: -1px; }
.tensor td.endless { font-weight: 700; color: var(--warning); background: color-mix(in srgb, var(--warning) 14%, var(--bg)); }

.side { grid-area: side; display: grid; gap: 1rem; align-content: start; min-inline-size: 0; align-self: start; }
.controls { display: grid; gap: .7rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); align-items: start; }
.control { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .6rem; align-items: center; min-inline-size: 0; }
.control label { font-size: .875em; }
.control .wide { grid-column: 1 / -1; inline-size: 100%; }
input, select, button { font: inherit; color: inherit; accent-color: var(--accent); margin: 0; min-inline-size: 0; }
input[type=number], input[type=text], select { font-size: .9375em; min-block-size: 2rem; padding: .15rem .5rem; border: 1px solid color-mix(in srgb, var(--fg) 45%, var(--bg)); border-radius: 8px; background: var(--field); }
input[type=number] { inline-size: 5rem; text-align: end; font-variant-numeric: tabular-nums; }
input[type=text] { font-variant-numeric: tabular-nums; }
select { text-overflow: ellipsis; }
::placeholder { color: var(--muted); opacity: 1; }
input[type=range] { block-size: 1.75rem; cursor: pointer; }
input[aria-invalid=true] { border-color: var(--warning); outline: 1px solid var(--warning); }
.message { grid-column: 1 / -1; font-size: .8125em; color: var(--warning); }
.message:empty { display: none; }
button { font-size: .875em; min-block-size: 2rem; padding: .2rem .9rem; border: 1px solid color-mix(in srgb, var(--fg) 45%, var(--bg)); border-radius: 8px; background: var(--field); cursor: pointer; justify-self: start; }
button:hover { background: color-mix(in srgb, var(--fg) 10%, var(--bg)); }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 75%, transparent); outline-offset: 2px; }

.readout { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 0 1.25rem; font-size: .875em; }
.readout div { display: flex; justify-content: space-between; gap: 1em; padding-block: .2rem; border-block-end: 1px solid var(--grid); }
.readout dt { color: var(--muted); }
.readout dd { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }

.notes { display: grid; gap: .4rem; font-size: .9375em; list-style: none; }
.notes li { padding: .1rem 0 .1rem .8rem; border-inline-start: 3px solid var(--line); text-wrap: pretty; }
.notes li.warning { border-color: var(--warning); color: var(--warning); }
details { margin-block-start: .9rem; font-size: .875em; }
summary { cursor: pointer; color: var(--muted); min-block-size: 1.75rem; align-content: center; }
.data { overflow: auto; max-block-size: 20rem; border: 1px solid var(--line); border-radius: 8px; margin-block-start: .4rem; }
.data table { border-collapse: collapse; inline-size: 100%; font-variant-numeric: tabular-nums; }
.data th, .data td { padding: .3rem .7rem; text-align: end; white-space: nowrap; border-block-end: 1px solid var(--grid); }
.data thead th { position: sticky; inset-block-start: 0; background: var(--bg); font-weight: 600; }
.data th:first-child, .data td:first-child { text-align: start; }
.data tbody th { font-weight: 500; }

@container (max-width: 19rem) {
  .tensor table { font-size: .65rem; min-inline-size: calc(1.65rem + var(--columns) * 2.6rem); }
  .tensor tbody th, .tensor thead td { inline-size: 1.65rem; }
}
@container (max-width: 24rem) {
  .tensor { border-inline: 0; border-block-end: 0; border-radius: 0; padding: .6rem 0 0; }
}
@container (min-width: 31rem) {
  .charts.pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@container (min-width: 40rem) {
  .tensors { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tensor:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
/* Controls beside the chart; beside a long row of matrices only when there is room for two columns of them. */
@container (min-width: 46rem) {
  .body:not(.matrices) { grid-template: "stage side" auto "more side" 1fr / minmax(0, 1fr) 15rem; }
  .chart { block-size: 21rem; }
  .instead { min-block-size: 22.5rem; }
}
@container (min-width: 60rem) {
  .body.matrices { grid-template: "stage side" auto "more side" 1fr / minmax(0, 1fr) 15rem; }
}
@media (forced-colors: active) {
  .view { --series-1: CanvasText; --series-2: Highlight; --series-3: LinkText; --series-4: GrayText; --muted: CanvasText; --grid: GrayText; --fg: CanvasText; --bg: Canvas; }
  .tensor td.changed { outline-color: Highlight; }
}
@media (forced-colors: active) { .probes span { forced-color-adjust: none; } }
@media print {
  .hint, button, details:not([open]), input[type=range] { display: none; }
  input[type], select { appearance: none; border: 0; padding: 0; background: none; font-weight: 600; }
  /* What could be entered would pass for what was. */
  ::placeholder { opacity: 0; }
  .chart { block-size: auto; }
  canvas { max-inline-size: 100%; block-size: auto !important; }
  .view { border: 0; padding: 0; break-inside: avoid; }
}
`;
