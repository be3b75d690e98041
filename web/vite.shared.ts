// Shared by several builds.
import { readdirSync, readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/**
 * Reading a property or global has no side effects in any bundled code. Knowing that, the bundler drops unused parts of
 * Chart.js that read a property when they are defined: 6 KB less to download.
 */
export const treeshake = { propertyReadSideEffects: false, unknownGlobalSideEffects: false } as const;

/**
 * With their imports, what any figure needs besides its own code and a binary: one file, so that none waits for a chain
 * of them.
 */
export const everyFigure = /\/web\/(element\/view|figures\/shared|lib\/(index|wasm\/glue))\.[jt]s$|rolldown\/runtime/;

/** What the element needs at once, and therefore no file of its own. */
export const elementAtOnce =
  /\/web\/(element\/(index|frame-style|group|load-view|sheets|values)|figures\/(defaults|vocabulary|([\w-]+\/)?parameters)|locales\/(languages|[\w-]+\/failures|en\/rules))\.ts$/;

/** What it loads beside the view, to ask for the rest in time. */
export const ahead = /\/web\/element\/ahead\.ts$/;

/**
 * Tags that make the browser fetch the chunks of these names, and their imports, in this order, in parallel with a page and
 * its script.
 */
export function preloads(
  html: string,
  bundle: Rolldown.OutputBundle,
  names: readonly string[],
  root: string,
  attributes: Readonly<Record<string, string>> = {},
): HtmlTagDescriptor[] {
  const files = new Set<string>();
  const visit = (fileName: string) => {
    const output = bundle[fileName];
    if (output?.type !== 'chunk' || files.has(fileName)) return;
    files.add(fileName);
    for (const imported of output.imports) visit(imported);
  };
  for (const name of names) {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk' && output.name === name) visit(output.fileName);
    }
  }
  return (
    [...files]
      // The page already names its own script and what that imports.
      .filter((file) => !html.includes(file))
      .map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, ...attributes, href: root + file },
        injectTo: 'head',
      }))
  );
}

/** The full licenses of the npm packages in a build, in a file next to it. */
export const license = { fileName: 'licenses.md' };

/** Beside npm packages: what the compiler put into the modules, and the pictures. */
const otherLicenses = ['../cpp/bindings/licenses.md', 'lib/data/licenses.md'];

/** Folders of the npm packages in workers, by name. */
const inWorkers = new Map<string, string>();

/** For `worker.plugins`: Vite leaves the packages there out of that file. */
export const workerLicenses: Plugin = {
  name: 'label-smoothing:worker-licenses',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      for (const id of output.type === 'chunk' ? output.moduleIds : []) {
        const [folder, name] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
        if (folder && name) inWorkers.set(name, folder);
      }
    }
  },
};

/** The license of a package, as Vite writes it. */
function licenseOf(name: string, folder: string): string {
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!file) throw new Error(`${name} has no license in its folder`);
  return `\n## ${name} - ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8')}`;
}

/** Adds the licenses of those. */
export const runtimeLicenses: Plugin = {
  name: 'label-smoothing:runtime-licenses',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const file = bundle[license.fileName];
      if (file?.type !== 'asset') return;
      for (const [name, folder] of inWorkers) {
        if (!String(file.source).includes(`\n## ${name} - `)) file.source += licenseOf(name, folder);
      }
      for (const path of otherLicenses) file.source += readFileSync(`${import.meta.dirname}/${path}`, 'utf8');
    },
  },
};

/** Keeps in each script the names of the packages inside, and nothing more. */
export const comments = { legal: true, annotation: false, jsdoc: false } as const;

/**
 * Turns Papa Parse, which is CommonJS, into a module. Otherwise Rollup would refuse it without a plugin, esbuild would
 * look for Node's streams, and Rolldown would share helpers with dist/cdn/label-smoothing.js through another file.
 */
export const papaparse: Plugin = {
  name: 'papaparse-as-module',
  transform(code, id) {
    if (!/papaparse(\.min)?\.js$/.test(id)) return undefined;
    return `const module = { exports: {} };\n(function (exports) {\n${code}\n})(module.exports);\nexport default module.exports;`;
  },
};

/** Strips comments and spaces from style sheets, which minifiers see as strings. */
export const withoutSpaces: Plugin = {
  name: 'label-smoothing:without-spaces',
  enforce: 'pre',
  transform: {
    filter: { id: /[/-]style\.ts$/ },
    handler: (code) =>
      code.replace(/`[^`]*`/g, (sheet) =>
        sheet
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s*\n\s*/g, '')
          .replace(/\s*([{};,>])\s*/g, '$1')
          .replace(/ \* (?=\w+\()/g, '*')
          .replace(/: /g, ':')
          .replace(/;}/g, '}'),
      ),
  },
};

/** Where the site will be, with a slash at the end, if whoever builds it says so. */
export function siteAddress(): string | undefined {
  const { SITE_URL } = process.env;
  return SITE_URL ? `${SITE_URL.replace(/\/+$/, '')}/` : undefined;
}
