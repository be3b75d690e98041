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
  inherited: 'that of the page',
  theme: 'Colors',
  themes: { auto: 'those of the page', light: 'light', dark: 'dark' },
  group: 'Group',
  groupHint: 'Figures on one page that have the same group name, for example a, move together',
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
  code: 'Code',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'The browser does not let us copy. The code is selected: press Ctrl+C (⌘C on a Mac).',
  kinds: {
    script: [
      'Script',
      'For any HTML. The script is this site’s newest compatible one. The styles in the second line keep the room, so that your page does not move when the figure appears.',
    ],
    pinned: [
      'Script (this version)',
      'The same script, pinned to this version by its hash. Every released version stays on this site.',
    ],
    mirror: [
      'Script (npm)',
      'For any HTML. The script comes from a public mirror of npm, pinned to this version; it works once this version is published on npm.',
    ],
    iframe: [
      'iframe',
      'Where scripts are not allowed. The second line lets the height follow the content; if the platform refuses it, the first line alone will do.',
    ],
    hugo: ['Hugo', 'One line in your post, with the Hugo module installed.'],
    vitepress: ['VitePress', 'For Markdown in VitePress; no configuration is needed.'],
    markdown: ['Markdown', 'Where there is only Markdown: a link that opens the figure.'],
  },
};
