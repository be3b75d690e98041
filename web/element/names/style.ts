/** Marks for whatever shares the name under the pointer. */

export const style = `
.named { background: color-mix(in srgb, var(--accent) 16%, var(--bg)); outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.data .named { outline: 0; border-radius: 0; border-inline: 2px solid var(--accent); }
@media (forced-colors: active) { .named { outline-color: Highlight; } }
`;
