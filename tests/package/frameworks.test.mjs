// npm test -- --all
// The installed element in React, Vue and Svelte: state goes in as attributes and properties, events come out.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { assertLoss, installPackage, openBrowser, requireTool, serveFolder, tools } from './support.mjs';

let consumer;
let browser;
let server;
before(async () => {
  consumer = await installPackage();
  browser = await openBrowser();
  server = await serveFolder(consumer.folder);
});
after(async () => {
  await browser?.close();
  await server?.close();
  await consumer?.close();
});

/** What every app leaves: the figure's numbers after the app raised α, and the α that it was told. */
const answer = `
const until = async (isTrue) => {
  while (!isTrue()) await new Promise(requestAnimationFrame);
};
const report = async (raise) => {
  const element = document.querySelector('label-smoothing');
  await element.ready;
  raise();
  await until(() => element.getState().alpha === 0.3);
  const slider = element.shadowRoot.querySelector('input#alpha');
  const { alpha, targets } = element.getState();
  slider.value = '0.7';
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  await until(() => globalThis.heard === 0.7);
  globalThis.answer = { alpha, targets, heard: globalThis.heard, fallback: element.textContent };
};
`;

const expected = { alpha: 0.3, targets: [1, 2], heard: 0.7, fallback: 'fallback' };

/** Bundles a one-file app with the framework from the tests' tools, and opens it. */
async function run(name, file, code) {
  await consumer.write(`${name}/${file}`, code);
  await requireTool('esbuild').build({
    entryPoints: [join(consumer.folder, name, file)],
    outdir: join(consumer.folder, name, 'out'),
    entryNames: 'app',
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [join(tools, 'node_modules')],
    logLevel: 'error',
  });
  await consumer.write(
    `${name}/index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
    <div id="app"></div><script type="module" src="./out/app.js"></script></html>`,
  );
  assert.deepEqual(await browser.answerOf(`${server.url}${name}/`), expected);
}

const react = `import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type LabelSmoothingElement } from 'label-smoothing/react';
import 'label-smoothing/react';
${answer}
let raise = () => {};
const attend = (element: LabelSmoothingElement | null) => {
  element?.addEventListener('change', (event) => {
    Object.assign(globalThis, { heard: (event as CustomEvent).detail.alpha });
  });
  if (element) report(() => raise());
};
function App() {
  const [alpha, setAlpha] = useState(0.2);
  raise = () => setAlpha(0.3);
  return (
    <label-smoothing figure="heatmap" loading="eager" alpha={alpha} targets={[1, 2]} ref={attend}>
      fallback
    </label-smoothing>
  );
}
createRoot(document.getElementById('app') as HTMLElement).render(<App />);
`;

it('React 19', () => run('react', 'app.tsx', react));

it('React’s types know the tag, its properties and their values', async () => {
  const source = `import 'label-smoothing/react';
export const good = <label-smoothing figure="targets" alpha={0.1} prior={[1, 2]} padding-index="1" hide="alpha" className="wide" />;
// @ts-expect-error no such figure
export const figure = <label-smoothing figure="pie" />;
// @ts-expect-error the figure is missing
export const missing = <label-smoothing alpha={0.1} />;
// @ts-expect-error a list is no number
export const list = <label-smoothing figure="targets" alpha={[1]} />;
// @ts-expect-error no such theme
export const theme = <label-smoothing figure="targets" theme="blue" />;
`;
  const path = await consumer.write('types/use.tsx', source);
  const types = join(tools, 'node_modules/@types/react');
  const config = await consumer.write(
    'types/tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        jsx: 'react-jsx',
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: [],
        paths: { react: [types], 'react/*': [`${types}/*`], csstype: [join(tools, 'node_modules/csstype')] },
      },
      files: [path],
    }),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { output, code } = await consumer.run(process.execPath, [tsc, '-p', config, '--pretty', 'false'], {
    check: false,
  });
  assert.equal(code, 0, output);
});

it('Vue 3', () =>
  run(
    'vue',
    'app.js',
    `import { createApp, onMounted, ref } from 'vue/dist/vue.esm-bundler.js';
import 'label-smoothing/element';
${answer}
const app = createApp({
  setup() {
    const alpha = ref(0.2);
    onMounted(() => report(() => { alpha.value = 0.3; }));
    return { alpha, targets: [1, 2], hear: ({ detail }) => { globalThis.heard = detail.alpha; } };
  },
  template: '<label-smoothing figure="heatmap" loading="eager" :alpha="alpha" :targets="targets" @change="hear">fallback</label-smoothing>',
});
app.config.compilerOptions.isCustomElement = (tag) => tag === 'label-smoothing';
app.mount('#app');
`,
  ));

it('Vue 3 keeps matrices, networks and the package itself in reactive state', async () => {
  const path = await consumer.write(
    'vue-state.mjs',
    `import { load } from 'label-smoothing';
     import { computed, reactive, readonly, ref } from ${JSON.stringify(requireTool.resolve('vue'))};
     const state = reactive({ ls: await load({ variant: 'simd' }), alpha: 0 });
     const matrix = ref(state.ls.matrix(1, 5));
     matrix.value.data.set([1, 2, 3, 4, 5]);
     const loss = computed(() => state.ls.crossEntropy(matrix.value, [1], { classes: 5, labelSmoothing: state.alpha }));
     const before = loss.value;
     state.alpha = 0.1;
     const net = ref(await state.ls.mlp({ inputs: 2, classes: 2 }));
     const step = net.value.step([1, 2], [1]);
     net.value.parameters = net.value.parameters;
     const calibrator = ref(state.ls.calibrator({ classes: 5 }));
     calibrator.value.add(state.ls.softmax(readonly(matrix).value, { classes: 5 }), [4]);
     const answer = { before, after: loss.value, step, accuracy: calibrator.value.result().accuracy };
     for (const owner of [matrix, net, calibrator]) owner.value.free();
     console.log(JSON.stringify({ ...answer, matrices: state.ls.liveMatrices }));`,
  );
  const { stdout } = await consumer.run(process.execPath, [path]);
  const { before, after: smoothed, step, accuracy, matrices } = JSON.parse(stdout);
  assert.ok(Math.abs(before - 3.451914395938) < 1e-6, String(before));
  assertLoss(smoothed);
  assert.ok(step > 0);
  assert.deepEqual([accuracy, matrices], [1, 0]);
});

it('Svelte 5', async () => {
  const { compile } = requireTool('svelte/compiler');
  const component = `<script>
  import 'label-smoothing/element';
  let { raised } = $props();
  let alpha = $state(0.2);
  raised(() => { alpha = 0.3; });
</script>
<label-smoothing figure="heatmap" loading="eager" {alpha} targets={[1, 2]} onchange={({ detail }) => { globalThis.heard = detail.alpha; }}>fallback</label-smoothing>`;
  const { js } = compile(component, { filename: 'Figure.svelte', generate: 'client' });
  await consumer.write('svelte/figure.js', js.code);
  await run(
    'svelte',
    'app.js',
    `import { mount } from 'svelte';
import Figure from './figure.js';
${answer}
let raise;
mount(Figure, { target: document.getElementById('app'), props: { raised: (set) => { raise = set; } } });
report(() => raise());
`,
  );
});
