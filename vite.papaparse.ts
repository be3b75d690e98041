import type { Plugin } from 'vite';

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
