// Shared by several builds.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Reading a property or global has no side effects in any bundled code. Knowing that, the bundler drops unused parts of
 * Chart.js that read a property when they are defined: 6 KB less to download.
 */
export const treeshake = { propertyReadSideEffects: false, unknownGlobalSideEffects: false } as const;

/** The full licenses of the npm packages in a build, in a file next to it. */
export const license = { fileName: 'licenses.md' };

/** Beside npm packages: what the compiler put into the modules, and the pictures. */
const otherLicenses = ['../cpp/bindings/licenses.md', 'lib/data/licenses.md'];

/** Adds the licenses of those. */
export const runtimeLicenses: Plugin = {
  name: 'label-smoothing:runtime-licenses',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const file = bundle[license.fileName];
      if (file?.type !== 'asset') return;
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
