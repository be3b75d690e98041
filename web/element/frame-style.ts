/**
 * What has a container inside has no width of its own, where its parent asks for one; the text before it has, and can be
 * narrower. Lengths in rem that a small root font does not shrink, see `--rem` in style.ts. Until it is drawn, a figure keeps
 * the room that most take with chart and controls; whatever takes more grows below the fold. On paper nothing moves.
 */
export const frameStyle = `
:host { display: flow-root; min-inline-size: min(280px, 100%) }
:host::before { content: ". ."; display: block; block-size: 0; overflow: hidden; visibility: hidden; font: 16px/0 serif; word-spacing: 640px; white-space: normal }
.box { container-type: inline-size }
:host([hidden]), .frame > [hidden] { display: none }
.error { margin: 0 0 1em }
.error, .frame > button { padding: .6em 1em; border: 1px solid; border-radius: 8px }
.frame { --room: 65 }
@container (min-width: 496px) { .frame { --room: 54 } }
@container (min-width: 736px) { .frame { --room: 45 } }
.frame:not(.failed, .has-room, :has(> button)):has(> slot:not([hidden])) { min-block-size: calc(var(--ls-room, var(--room)) * max(1rem, 16px)) }
.frame:has(> button) { position: relative }
.frame > button { position: absolute; inset: .6em .6em auto auto; font: 600 15px system-ui; cursor: pointer }
:host([loading=eager]) .frame:not(.failed) > button { opacity: .6; cursor: progress }
@media print { .frame > button { display: none } .frame { min-block-size: 0 !important } ::slotted([slot=room]) { display: none !important } }
`;
