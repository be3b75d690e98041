/** For hosts: figures in iframes are light or dark as the place where they are. */

import { around, type Scheme, schemeAround, watchPage } from '../element/scheme.js';

const told = new WeakMap<HTMLIFrameElement, Scheme>();

/** Sends the scheme of a frame's place when it is asked for first, and when it changes. */
export function followScheme(frame: HTMLIFrameElement, send: (scheme: Scheme) => void): void {
  const tell = () => {
    const place = around(frame);
    const scheme = place && schemeAround(place);
    if (!scheme || told.get(frame) === scheme) return;
    told.set(frame, scheme);
    send(scheme);
  };
  if (told.has(frame)) return;
  watchPage(frame, tell);
  tell();
}
