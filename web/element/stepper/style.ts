/** The style of one matrix at a time. Paper shows all of them. */

export const style = `
.stepper { display: flex; gap: calc(.5 * var(--rem)); margin-block-end: calc(.5 * var(--rem)); }
.stepper select { flex: 0 1 calc(26 * var(--rem)); min-inline-size: 0; }
.stepper button { min-inline-size: calc(2.5 * var(--rem)); font-size: 1.1em; line-height: 1; }
.stepper [aria-disabled=true] { opacity: .5; cursor: default; }
.stepper + .hint { min-block-size: 3em; margin: 0; font-size: .93em; }
@media screen {
  .frame:has(.tensors.single) { min-block-size: 0 !important; }
  .tensors.single { grid-template-columns: minmax(0, 1fr); position: relative; }
  /* Still counted, so that the others keep their numbers. */
  .single .aside { position: absolute; inset: 0 auto auto 0; visibility: hidden; inline-size: 0; block-size: 0; overflow: hidden; padding: 0; border: 0; }
  .single .tensor:not(.aside) { grid-column: 1 / -1; }
  .single .tensor p:not(.title) { min-block-size: 3em; }
  .single .tensor tbody td { block-size: 3.4em; line-height: 1.3; padding-block: 0; }
  .single .tensor td.changed { outline: 2px solid var(--accent); outline-offset: 0; }
  .single td.changed::before { display: block; font-size: .85em; text-decoration: line-through; content: attr(data-before); content: attr(data-before) / ""; }
  @container (min-width: 31rem) and (min-width: 496px) {
    .single .tensor table { font-size: clamp(calc(.7 * var(--rem)), 2.1cqi, calc(1.0625 * var(--rem))); border-spacing: 5px; }
    .single .tensor tbody th, .single .tensor thead td { inline-size: 2.8em; }
    .single .tensor td.changed { outline-width: 3px; outline-offset: 1px; }
  }
}
@media (forced-colors: active) { .single .tensor td.changed { outline-color: Highlight; } }
@media print { .stage > details { display: none; } }
`;
