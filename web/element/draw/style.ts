/** The look of the square for drawing. */

export const style = `
.draw { display: flex; flex-wrap: wrap; gap: calc(.75 * var(--rem)); align-items: flex-start; margin-block-end: calc(.75 * var(--rem)); }
.draw .pad { inline-size: min(100%, calc(13 * var(--rem))); aspect-ratio: 1; border: 1px solid var(--line); border-radius: 6px; touch-action: none; cursor: crosshair; color: var(--fg); background: var(--bg); }
.draw .pad:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 75%, transparent); outline-offset: 2px; }
.draw-side { display: flex; flex-wrap: wrap; flex: 1 1 calc(10 * var(--rem)); gap: calc(.5 * var(--rem)); }
.seen-row { flex-basis: 100%; display: flex; align-items: center; gap: calc(.5 * var(--rem)); font-size: .8125em; color: var(--muted); }
.draw .seen { inline-size: calc(3 * var(--rem)); block-size: calc(3 * var(--rem)); border: 1px solid var(--line); image-rendering: pixelated; }
/* What the networks say comes when they have been trained, and should move nothing then. */
.body:has(.draw) .finding { display: block; min-block-size: 3em; }
.body:has(.draw) .readout dd { min-inline-size: 8ch; text-align: end; }
@media print { .draw { display: none } }
`;
