/** The look of the tables of `calibration`. */

export const style = `
.tables th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; min-block-size: 24px; text-align: inherit; cursor: pointer; text-decoration: underline dotted; text-underline-offset: .25em; }
.tables th[aria-sort=ascending] button::after { content: " ↑"; }
.tables th[aria-sort=descending] button::after { content: " ↓"; }
/* All but the third column are words, and the last is a list. */
.mistakes :is(th, td):not(:nth-child(3)) { text-align: start; }
.mistakes td:last-child { white-space: normal; min-inline-size: calc(14 * var(--rem)); }
`;
