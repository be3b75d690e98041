/** The look of the buttons of `descent`. */

export const style = `
.descent { display: flex; flex-wrap: wrap; align-items: center; gap: calc(.5 * var(--rem)); margin-block-end: calc(.75 * var(--rem)); }
.descent .primary { background: var(--accent); border-color: var(--accent); color: var(--bg); font-weight: 600; }
.descent .primary:hover { background: color-mix(in srgb, var(--accent) 85%, var(--fg)); }
.descent p { font-size: .8125em; color: var(--muted); }
`;
