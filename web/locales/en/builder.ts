/** What the builder says. */

import type { BuilderTexts } from '../../embed/builder/texts.js';

export const texts: BuilderTexts = {
  title: 'Put a figure into your post',
  scriptsOff: 'This page puts code together, and needs JavaScript for it.',
  lede: 'Choose a figure, move it until it shows what you want, and copy the code below. Readers start from there, and can go on moving it.',
  article: 'Back to the article',
  settings: 'Settings',
  figure: 'Figure',
  language: 'Language',
  inherited: 'the page’s',
  theme: 'Colors',
  themes: { auto: 'the page’s', light: 'light', dark: 'dark' },
  loading: 'Load it',
  loadings: { lazy: 'when it is near', click: 'on a click' },
  loadingHint:
    'Until a click there is a picture with a button, and nothing else is fetched. If you changed the figure, give your own picture.',
  group: 'Group',
  groupHint: 'Figures on one page that have the same group name, for example a, move together',
  picture: 'Picture',
  pictureHint:
    'The address of your own picture of this figure, for feeds, mail and readers without scripts. Download one below.',
  shown: 'Readers get',
  allControls: 'all controls',
  compact: 'Compact: chart and one control',
  parts: {
    toolbar: 'menu',
    caption: 'caption',
    readout: 'numbers',
    notes: 'notes',
    hint: 'hint',
    table: 'data table',
  },
  preview: 'Preview',
  before: 'What readers see before they click',
  saveSvg: 'Download SVG',
  savePng: 'Download PNG',
  code: 'Code',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'The browser does not let us copy. The code is selected: press Ctrl+C (⌘C on a Mac).',
  tools: {
    html: [
      'HTML',
      'For any page that allows scripts. The styles keep the room, so that your page does not move when the figure appears.',
    ],
    iframe: [
      'iframe',
      'Where scripts are not allowed. The second line lets the height follow the content; if the platform refuses it, the first line alone will do.',
    ],
    markdown: [
      'Markdown',
      'For Jekyll, Hexo, Eleventy, MkDocs and whatever else takes HTML in Markdown. Leave a blank line before and after.',
    ],
    readme: [
      'README',
      'Where there is nothing but Markdown, as on GitHub: a picture or a title that opens the figure.',
    ],
    hugo: ['Hugo', 'For a post, with the Hugo module installed: '],
    vue: ['VitePress, Vue', 'For Markdown in VitePress and templates of Vue. It needs no configuration.'],
    mdx: ['MDX, React', 'For MDX, as in Docusaurus (its .md files, too), and as JSX in React 19.'],
    svelte: ['Svelte', 'For a component of Svelte 5 or SvelteKit.'],
    astro: [
      'Astro',
      'For an .astro file. In Markdown take the snippet for Markdown; in MDX, import this as a component.',
    ],
    wordpress: [
      'WordPress',
      'Paste it into the editor, where it becomes an HTML block. If your role may not use iframes, put this address alone on a line, for the default settings: ',
    ],
    reveal: ['reveal.js', 'A slide. The compact preset fits best.'],
    jupyter: ['Jupyter', 'For a code cell. Exported HTML keeps the figure.'],
  },
  source: 'Script',
  sources: {
    newest: ['newest of this site', 'Always this site’s newest compatible script.'],
    pinned: ['this version', 'Pinned to this version by its hash. Every released version stays on this site.'],
    mirror: [
      'npm mirror',
      'One file from a public mirror of npm, pinned by its hash. It works once this version is on npm.',
    ],
  },
  isPrivate: (host) =>
    `Only this machine or its network can reach ${host}. What you copy here will not work for your readers: use the builder of the public site, or host the figure yourself.`,
  folder: {
    title: 'Host it yourself',
    about:
      'A folder with the script and all its parts, the picture, and a page that shows how to use them. It needs no server but a static one, and calls nobody.',
    save: 'Download folder (ZIP)',
    failed: (reason) => `The folder could not be put together: ${reason}`,
    use: 'Put this folder at the top of your site, and these lines into your page. If it lies elsewhere, change the addresses.',
  },
};
