// dist/cdn/label-smoothing.js, for <script type="module">: one file with everything that index.ts imports, and the
// kernels. The rest becomes files next to it, loaded later.
import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vite';
import { comments, license, papaparse, runtimeLicenses, treeshake, withoutSpaces } from '../vite.shared.js';

const name = 'label-smoothing';
const entry = resolve(import.meta.dirname, 'index.ts');

/** The modules that the entry imports statically, directly or indirectly. */
function importedBy(getModuleInfo: (id: string) => Rolldown.ModuleInfo | null): ReadonlySet<string> {
  const found = new Set([entry]);
  // The loop also visits what is added to the set on the way.
  for (const id of found) for (const imported of getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

let imported: ReadonlySet<string> | undefined;

const publicNames = ['LabelSmoothingElement', 'LabelSmoothingError', 'load', 'loadTraining'];

const each = (list: string) => list.split(',').map((item) => item.split(' as ') as [string, string?]);

/**
 * The files next to it import what they share with it. It exports only what is public, so the rest of that hangs on the
 * element's class, which no other copy of this file in a page shares.
 */
const onlyPublicNames: Plugin = {
  name: 'label-smoothing:only-public-names',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const parts = (element: string) => `${element}[Symbol.for("${name}")]`;
      const among = (list: string, isPublic: boolean, nameOf: (item: [string, string?]) => string) =>
        each(list).filter((item) => publicNames.includes(nameOf(item)) === isPublic);
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        if (output.isEntry) {
          const nameOf = ([own, exported = own]: [string, string?]) => exported;
          output.code = output.code.replace(/export\{([^}]*)\};?\s*$/, (_, list: string) => {
            const open = among(list, true, nameOf);
            const hidden = among(list, false, nameOf).map((item) => `${nameOf(item)}:${item[0]}`);
            const element = open.find((item) => nameOf(item) === 'LabelSmoothingElement') as [string];
            return `${parts(element[0])}={${hidden}};export{${open.map((item) => item.join(' as '))}};`;
          });
        } else {
          const from = `from"./${name}.js"`;
          output.code = output.code.replaceAll(/import\{([^}]*)\}from"\.\/label-smoothing\.js"/g, (_, list: string) => {
            const open = among(list, true, ([imported]) => imported).map((item) => item.join(' as '));
            const hidden = among(list, false, ([imported]) => imported).map((item) => item.join(':'));
            if (hidden.length === 0) return `import{${open}}${from}`;
            return `import{${['LabelSmoothingElement', ...open]}}${from};const{${hidden}}=${parts('LabelSmoothingElement')}`;
          });
        }
      }
    },
  },
};

export default defineConfig({
  publicDir: false,
  plugins: [papaparse, withoutSpaces, onlyPublicNames, runtimeLicenses],
  define: { ONE_FILE: 'true' },
  resolve: {
    alias: [
      // Nothing is asked for early, because the view is there already.
      { find: /^\.\/ahead\.js$/, replacement: './explain.js' },
      // Three binaries would add a third to the file. Every engine that runs the element has SIMD: Safari got adopted
      // style sheets in the same release, the others had SIMD first.
      { find: /^\.\/wasm\/(relaxed-simd|scalar)\.js$/, replacement: './wasm/simd.js' },
      { find: /^\.\/wasm\/training-(relaxed-simd|scalar)\.js$/, replacement: './wasm/training-simd.js' },
    ],
  },
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/cdn'),
    emptyOutDir: true,
    target: 'es2022',
    license,
    lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
    rolldownOptions: {
      treeshake,
      // Files next to it import shared code from the entry, not from a third file.
      preserveEntrySignatures: 'allow-extension',
      checks: { ineffectiveDynamicImport: false },
      output: {
        minify: true,
        comments,
        chunkFileNames: '[name].js',
        codeSplitting: {
          groups: [
            {
              debugName: 'all that the entry imports',
              name: (id, context) => {
                imported ??= importedBy((imported) => context.getModuleInfo(imported));
                return imported.has(id) ? name : null;
              },
            },
          ],
        },
      },
    },
  },
});
