/** The style of the menu. */

export const style = `
/* On the whole screen, which may be a wall far away, letters are large and charts take what room there is. */
:host(:fullscreen) { overflow: auto; background: Canvas; }
:host(:fullscreen) .view { --rem: max(1rem, 16px, 1.6vmax); min-block-size: 100vh; border: 0; border-radius: 0; }
:host(:fullscreen) .chart { block-size: max(17.5 * var(--rem), 100vh - 14 * var(--rem)); }
:host(:fullscreen) .charts:has(> :nth-child(3)) .chart { block-size: max(12 * var(--rem), 50vh - 8 * var(--rem)); }
.menu { position: absolute; inset-inline-end: 0; inline-size: calc(16 * var(--rem)); max-inline-size: calc(100cqi - 1.5 * var(--rem)); margin-block-start: calc(.25 * var(--rem)); padding: calc(.35 * var(--rem)); display: grid; background: var(--bg); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 24px color-mix(in srgb, #000 22%, transparent); }
.menu button { inline-size: 100%; text-align: start; border: 0; background: none; }
.menu button:hover { background: var(--field); }
.menu .status { font-size: .9375em; padding: 0 calc(.9 * var(--rem)); color: var(--muted); overflow-wrap: anywhere; }
.menu textarea { font: .8125em/1.4 monospace; color: inherit; background: var(--field); border: 1px solid var(--line); border-radius: 8px; inline-size: 100%; }
`;
