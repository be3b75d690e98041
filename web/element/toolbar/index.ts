/** What the menu offers: links, code, images, numbers. Loaded when it is first opened. */

import { codeFor } from '../../figures/codes.js';
import { formatLink } from '../../figures/links.js';
import { languages } from '../../locales/languages.js';
import { make } from '../dom.js';
import type { Host, Source } from '../host.js';
import { adopt } from '../sheets.js';
import { measureRooms } from './room.js';
import { type Embed, elementSnippet, frameSnippet, mirrorScript, newestScript } from './snippets.js';
import { style } from './style.js';
import { texts } from './texts.js';

/** We never open these addresses, but what readers paste elsewhere should be a safe one. */
const isAddress = ({ protocol }: URL) => /^(https?|file):$/.test(protocol);

/** The page that opens a figure's link, from the attribute `home`. */
function homeOf(element: HTMLElement): URL | undefined {
  const written = element.getAttribute('home');
  if (written === null) return undefined;
  try {
    const home = new URL(written, document.baseURI);
    return isAddress(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

function linkOf(host: Host, home: URL): string {
  const { figure, values } = host.snapshot();
  const link = new URL(home);
  // Keeps what the address already says, such as which of several figures is meant.
  link.hash = [formatLink({ figure, ...values }), home.hash.slice(1)].filter(Boolean).join('&');
  return link.href;
}

/** The address of the script that this page has the element from; of none in a bundle, and then of the package. */
function scriptOf(document: Document): string {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[type=module][src]')];
  return scripts.find(({ src }) => /\/label-smoothing\.js(\?|#|$)/.test(src))?.src ?? mirrorScript();
}

/** With a home, an iframe, which works on any site; without one, the element's own markup. */
function embedOf(host: Host, home: URL | undefined): string {
  const { figure, values, language, hide } = host.snapshot();
  const embed: Embed = {
    state: { figure, ...values },
    settings: { lang: language, hide: [...hide].filter(Boolean).join(' ') },
    title: host.frame.querySelector('figcaption')?.textContent ?? figure,
    language,
    rooms: measureRooms(host.root, host.frame),
  };
  if (!home) {
    const script = scriptOf(host.element.ownerDocument);
    // Beside the script of a site like this one are its pictures.
    const folder = /^(.*\/embed\/)(?:[^/]+\/)?label-smoothing\.js$/.exec(script)?.[1];
    return `${elementSnippet(embed, { script, folder })}\n`;
  }
  const folder = new URL('embed/', siteOf(home)).href;
  return `${frameSnippet(embed, { script: newestScript(folder), folder })}\n`;
}

/** The root of the site; the pages of most languages are in folders below. */
function siteOf(home: URL): URL {
  const page = new URL('.', home);
  const folder = languages.find(({ path }) => path !== '' && page.pathname.endsWith(`/${path}`))?.path ?? '';
  return new URL(page.pathname.slice(0, page.pathname.length - folder.length), page);
}

function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = make('a', { href: address, download: name });
  link.click();
  // By then the download has begun; a short one is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Menus that already close by themselves. */
const closing = new WeakSet<Element>();

/** Closes the menu on Escape, and when the focus leaves it. */
function close(details: HTMLDetailsElement): void {
  if (closing.has(details)) return;
  closing.add(details);
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  });
  details.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !details.contains(relatedTarget)) details.open = false;
  });
}

/** Whether browser and page let an element fill the screen; phones from Apple do not. */
const canFill = ({ ownerDocument }: HTMLElement) => ownerDocument.fullscreenEnabled === true;

/** For a projector: the Escape key, or the same button, leaves. */
async function fillScreen(menu: HTMLDetailsElement, element: HTMLElement): Promise<void> {
  const { ownerDocument } = element;
  if (ownerDocument.fullscreenElement === element) await ownerDocument.exitFullscreen();
  else await element.requestFullscreen();
  menu.open = false;
}

/** Fills the menu for the current figure and language. */
export function fillMenu(details: HTMLDetailsElement, menu: HTMLElement, host: Host, source: Source): void {
  close(details);
  adopt(host.root, style);
  const { figure, language } = host.snapshot();
  const t = texts[language];
  const home = homeOf(host.element);
  const status = make('p', { class: 'status', role: 'status' });
  const field = make('textarea', { readonly: true, rows: '4', 'aria-label': t.text, hidden: true });

  const copy = async (what: string, text: string) => {
    field.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = t.copied(what);
    } catch {
      field.value = text;
      field.hidden = false;
      status.textContent = t.refused;
      field.focus();
      field.select();
    }
  };
  const button = (label: string, act: () => unknown) => {
    const element = make('button', { type: 'button', part: 'button' }, label);
    element.addEventListener('click', async () => {
      status.textContent = '';
      try {
        await act();
      } catch (cause) {
        status.textContent = t.failed(cause instanceof Error ? cause.message : String(cause));
      }
    });
    return element;
  };
  const copier = (label: string, text: () => string) => button(label, () => copy(label, text()));
  const saver = (label: string, ending: string, blob: () => Blob | Promise<Blob>) =>
    button(label, async () => {
      field.hidden = true;
      download(await blob(), `label-smoothing-${figure}.${ending}`);
      status.textContent = t.copied(label);
    });
  const code = () => codeFor(figure, host.snapshot().values);
  menu.replaceChildren(
    ...(home ? [copier(t.link, () => linkOf(host, home))] : []),
    copier(t.embed, () => embedOf(host, home)),
    ...(code()
      ? [copier(t.python, () => code()?.python ?? ''), copier(t.javascript, () => code()?.javascript ?? '')]
      : []),
    saver(t.png, 'png', source.picture),
    saver(t.svg, 'svg', async () => new Blob([await source.svg()], { type: 'image/svg+xml' })),
    // Without a byte order mark, spreadsheets assume a legacy encoding.
    saver(t.csv, 'csv', () => new Blob(['\ufeff', source.csv()], { type: 'text/csv' })),
    button(t.print, source.print),
    ...(canFill(host.element) ? [button(t.fullScreen, () => fillScreen(details, host.element))] : []),
    status,
    field,
  );
}
