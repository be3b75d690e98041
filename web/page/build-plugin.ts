/** The Vite plugin that writes the page's HTML files, both when serving and when building, and its service worker. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { languages, wayToTop } from '../locales/languages.js';
import { preloads, siteAddress } from '../vite.shared.js';
import { articles } from './articles.js';
import { writtenFiles } from './chart-files.js';
import { checkLanguage } from './check/build-plugin.js';
import { renderCheckPage } from './check/template.js';
import { missingPage, renderPage } from './template.js';

/** Entries for Vite's `build.rolldownOptions.input`, relative to `web/page`, which is Vite's root. */
export const pageEntries = languages.map(({ path }) => `${path}index.html`);

/** The language of the page at a path from the top of the site. */
const languageAt = (path: string) =>
  (languages.find((row) => row.path && path.startsWith(`/${row.path}`)) ?? languages[0]).tag;

/**
 * Of these an engine runs one, and the page tells the service worker which. Training runs 'training-simd' wherever it
 * can.
 */
const binaries = ['scalar', 'simd', 'relaxed-simd', 'training-scalar', 'training-relaxed-simd'];

/** Where the source code is: GitHub tells its runners, others say so. */
function sourceAddress(): string | undefined {
  const { SOURCE_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  return SOURCE_URL || (GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`) || undefined;
}

/** What hosts show for addresses that do not exist. */
const notFound = '404.html';

export function articlePage(): Plugin {
  return {
    name: 'label-smoothing:article-page',
    transformIndexHtml: {
      // Runs before Vite looks for scripts, styles and assets in the HTML.
      order: 'pre',
      handler: (_stub, { path }) => {
        const checked = checkLanguage(path);
        if (checked) return renderCheckPage(checked, siteAddress());
        return renderPage(articles[languageAt(path)], siteAddress(), sourceAddress());
      },
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = (request.url ?? '').slice(1);
        const text = writtenFiles.get(name);
        const type = name.endsWith('.css') ? 'text/css' : 'image/svg+xml';
        if (text) response.setHeader('Content-Type', type).end(text);
        else next();
      });
    },
    generateBundle() {
      for (const [fileName, source] of writtenFiles) this.emitFile({ type: 'asset', fileName, source });
      const base = new URL(siteAddress() ?? 'http://localhost/').pathname;
      this.emitFile({ type: 'asset', fileName: notFound, source: missingPage(base) });
    },
  };
}

/** Preloads what every figure needs, in parallel with the page, with low priority: the text comes first. */
export function preloadFigures(): Plugin {
  return {
    name: 'label-smoothing:preload-figures',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, path }) {
        const root = wayToTop(languageAt(path));
        return { html, tags: preloads(html, bundle, ['every-figure'], root, { fetchpriority: 'low' }) };
      },
    },
  };
}

/** Where the build has put the page that checks a model, see check/vite.config.ts. */
const checkBuild = resolve(import.meta.dirname, '../../build/check');

/** What that page needs when there is no network. It is kept for those who have been there. */
const checkFiles = 'check/files.json';

/** Adds that page, which is built apart so that the article shares nothing with it. */
export function addCheckPage(): Plugin {
  return {
    name: 'label-smoothing:add-check-page',
    apply: 'build',
    generateBundle() {
      const assets: string[] = [];
      for (const entry of readdirSync(checkBuild, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = resolve(entry.parentPath, entry.name);
        const name = relative(checkBuild, path).replaceAll('\\', '/');
        const fileName = name.endsWith('.md') ? `check/${name}` : name;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
        if (fileName.startsWith('assets/')) assets.push(fileName);
      }
      this.emitFile({ type: 'asset', fileName: checkFiles, source: JSON.stringify(assets) });
    },
  };
}

/** Writes `service-worker.js`, which caches everything that the build has made. */
export function offlinePage(): Plugin {
  const here = import.meta.dirname;
  return {
    name: 'label-smoothing:offline-page',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256');
        const files: string[] = [];
        const list = bundle[checkFiles];
        const kept = new Set(list?.type === 'asset' ? (JSON.parse(String(list.source)) as string[]) : []);
        for (const name of readdirSync(resolve(here, 'public'))) {
          hash.update(readFileSync(resolve(here, 'public', name)));
          files.push(name);
        }
        for (const output of Object.values(bundle)) {
          if (output.type === 'chunk' && binaries.includes(output.name)) continue;
          if ([notFound, checkFiles].includes(output.fileName) || kept.has(output.fileName)) continue;
          // Readers need no licenses offline.
          if (output.fileName.endsWith('.md')) continue;
          if (output.fileName.endsWith('.html')) hash.update((output as { source: string }).source);
          // A page is requested by the address of its folder.
          files.push(output.fileName.replace(/(^|\/)index\.html$/, '$1'));
        }
        const version = hash.update(files.sort().join()).digest('hex').slice(0, 16);
        const worker = readFileSync(resolve(here, 'service-worker.mjs'), 'utf8');
        const source = `const version = '${version}';\nconst files = ${JSON.stringify(files)};\n${worker}`;
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
      },
    },
  };
}
