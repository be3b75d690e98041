/**
 * For host pages: gives each iframe the height that its figure reports, and the figure the color scheme of its place. A
 * page needs it once, as `<script async src="…/embed/resize.js"></script>`. Without it, iframes keep their height and
 * scroll.
 */
import { followScheme } from './frame-scheme.js';

(() => {
  const namespace = 'label-smoothing';
  /** No figure is higher; larger heights are ignored. */
  const highest = 10_000;

  /** All iframes of the page, those in open shadow roots among them. */
  function* framesIn(root: Document | ShadowRoot): Generator<HTMLIFrameElement> {
    yield* root.querySelectorAll('iframe');
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) yield* framesIn(shadowRoot);
  }

  function frameOf(source: MessageEventSource): HTMLIFrameElement | undefined {
    for (const frame of framesIn(document)) if (frame.contentWindow === source) return frame;
    return undefined;
  }

  /** What the height of a box has beside its content's. */
  function surplus(box: Element): number {
    const { boxSizing, borderTopWidth, borderBottomWidth, paddingTop, paddingBottom } = getComputedStyle(box);
    if (boxSizing !== 'border-box') return 0;
    return [borderTopWidth, borderBottomWidth, paddingTop, paddingBottom]
      .map(Number.parseFloat)
      .reduce((sum, length) => sum + length);
  }

  addEventListener('message', ({ source, data }) => {
    const message = data?.[namespace];
    const height = Number(message?.height);
    if (source && message?.v === 1 && message.type === 'scheme') {
      // Where both have the same scheme, a frame is transparent, and its corners are the page's.
      const frame = /^(light|dark)$/.test(message.scheme) && frameOf(source);
      if (frame) frame.style.colorScheme = message.scheme;
      return;
    }
    if (!source || message?.v !== 1 || message.type !== 'resize' || !(height > 0 && height <= highest)) return;
    const frame = frameOf(source);
    if (!frame) return;
    followScheme(frame, (scheme) =>
      frame.contentWindow?.postMessage({ [namespace]: { v: 1, type: 'place', scheme } }, '*'),
    );
    const before = frame.getBoundingClientRect();
    // The builder's frames fill the room that was kept for them, which must be able to grow with them from now on.
    if (frame.style.position === 'absolute') frame.style.position = '';
    frame.style.height = `${height + surplus(frame)}px`;
    // Keeps what the reader looks at in place; most browsers do that by themselves.
    const grown = frame.getBoundingClientRect().height - before.height;
    if (before.bottom < 0 && !CSS.supports('overflow-anchor: auto')) scrollBy(0, grown);
  });
  // Frames that reported before this script listened.
  for (const frame of framesIn(document)) {
    frame.contentWindow?.postMessage({ [namespace]: { v: 1, type: 'measure' } }, '*');
  }
})();
