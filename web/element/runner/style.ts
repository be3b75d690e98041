/** The style of the training panel. */

export const style = `
.run { display: grid; gap: calc(.6 * var(--rem)); margin-block-end: calc(.75 * var(--rem)); }
.run-buttons { display: flex; flex-wrap: wrap; gap: calc(.5 * var(--rem)); }
.run-buttons .primary { background: var(--accent); border-color: var(--accent); color: var(--bg); font-weight: 600; }
.run-buttons .primary:hover { background: color-mix(in srgb, var(--accent) 85%, var(--fg)); }
.class-choices { display: flex; flex-wrap: wrap; gap: calc(.4 * var(--rem)); }
.class-choices select { flex: 1 calc(6.5 * var(--rem)); }
.run-progress { display: grid; gap: calc(.15 * var(--rem)); }
.run-progress progress { inline-size: 100%; block-size: calc(.5 * var(--rem)); accent-color: var(--accent); }
@media not (forced-colors: active) {
  @supports selector(::-moz-progress-bar) {
    .run-progress progress { border: 0; border-radius: 4px; background: color-mix(in srgb, var(--fg) 30%, var(--bg)); }
    ::-moz-progress-bar { border-radius: 4px; background: var(--accent); }
  }
}
.run-status { font-size: .8125em; color: var(--muted); font-variant-numeric: tabular-nums; min-block-size: 1.5em; }
.views { display: flex; flex-wrap: wrap; gap: calc(.3 * var(--rem)); border: 0; margin: 0; padding: 0; min-inline-size: 0; }
.views input { position: absolute; opacity: 0; inline-size: 1px; block-size: 1px; }
.views label { font-size: .875em; padding: calc(.2 * var(--rem)) calc(.7 * var(--rem)); border: 1px solid var(--line); border-radius: 999px; cursor: pointer; }
.views label:hover { background: var(--field); }
.views input:checked + label { background: color-mix(in srgb, var(--accent) 16%, var(--bg)); border-color: var(--accent); font-weight: 600; }
.views input:focus-visible + label { outline: 3px solid color-mix(in srgb, var(--accent) 75%, transparent); outline-offset: 2px; }
.epochs { display: grid; grid-template-columns: auto 1fr 3em; align-items: center; gap: calc(.6 * var(--rem)); font-size: .875em; }
.epochs output { text-align: end; font-variant-numeric: tabular-nums; }
.file { display: grid; gap: calc(.2 * var(--rem)); font-size: .875em; }
`;
