// What several builds share.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Nothing that is bundled here does anything when a property or a global is merely read. Told so, the bundler leaves out
 * the parts of Chart.js that nobody uses but that read a property as they are defined: 6 KB of what readers are sent.
 */
export const treeshake = { propertyReadSideEffects: false, unknownGlobalSideEffects: false } as const;

/** The whole licenses of the npm packages that a build contains, in a file beside it. */
export const license = { fileName: 'licenses.md' };

/** Adds those of what the compiler has put into the modules. */
export const runtimeLicenses: Plugin = {
  name: 'label-smoothing:runtime-licenses',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const file = bundle[license.fileName];
      if (file?.type === 'asset')
        file.source += readFileSync(`${import.meta.dirname}/../cpp/bindings/licenses.md`, 'utf8');
    },
  },
};

/** Where readers look into a script, it still names whose it is, and no more. */
export const comments = { legal: true, annotation: false, jsdoc: false } as const;

/**
 * Makes Papa Parse, which is CommonJS, a module. As it is, Rollup refuses it without a plugin, esbuild looks for Node's
 * streams, and Rolldown would give it helpers that dist/cdn/label-smoothing.js needs as well, in a file beside that one.
 */
export const papaparse: Plugin = {
  name: 'papaparse-as-module',
  transform(code, id) {
    if (!/papaparse(\.min)?\.js$/.test(id)) return undefined;
    return `const module = { exports: {} };\n(function (exports) {\n${code}\n})(module.exports);\nexport default module.exports;`;
  },
};
