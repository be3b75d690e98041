// The single file for <script type="module">, from the installed package, embedded from another origin.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { assertLoss, installPackage, lossExpression, openBrowser, serveFolder } from './support.mjs';

let consumer;
let browser;
let cdn;
let site;
let file;
before(async () => {
  consumer = await installPackage();
  const folder = join(consumer.installed, 'dist/cdn');
  file = await readFile(join(folder, 'label-smoothing.js'));
  browser = await openBrowser();
  cdn = await serveFolder(folder, { 'Access-Control-Allow-Origin': '*' });
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${cdn.url} 'wasm-unsafe-eval'`,
    "style-src 'self'",
    "img-src 'self' data:",
  ].join('; ');
  site = await serveFolder(join(consumer.folder, 'site'), { 'Content-Security-Policy': policy });
  await consumer.write(
    'site/main.js',
    `import { load } from '${cdn.url}label-smoothing.js';
     const element = document.querySelector('label-smoothing');
     element.ready.then(load).then((ls) => {
       globalThis.answer = [ls.variant, ${lossExpression}, element.getReadout(), element.shadowRoot.querySelector('canvas').width];
     }).catch((error) => { globalThis.answer = String(error.stack ?? error); });`,
  );
});
after(async () => {
  await browser?.close();
  await cdn?.close();
  await site?.close();
  await consumer?.close();
});

const page = (hash) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>blog</title><link rel="icon" href="data:,">
<script type="module" src="${cdn.url}label-smoothing.js" integrity="sha384-${hash}" crossorigin></script>
<script type="module" src="./main.js"></script>
<label-smoothing figure="targets" classes="5" target="2" alpha="0.1">fallback</label-smoothing></html>
`;

it('defines the element and gives the API, under a strict policy and with its hash', async () => {
  await consumer.write('site/index.html', page(createHash('sha384').update(file).digest('base64')));
  const answer = await browser.answerOf(site.url);
  assert.ok(Array.isArray(answer), String(answer));
  const [variant, loss, readout, width] = answer;
  assert.equal(variant, 'simd');
  assertLoss(loss);
  // 1 − α + α/K and α/K.
  const numbers = Object.values(readout).map((value) => value.toFixed(6));
  assert.ok(numbers.includes('0.920000') && numbers.includes('0.020000'), JSON.stringify(readout));
  assert.ok(width > 0);
});

it('needs no other file to start, and later only those beside it', async () => {
  const code = file.toString();
  assert.doesNotMatch(code, /\bimport\s*["'{]|\bfrom\s*["']|\bimport\.meta\b|\bnew URL\([^)]*,|["']node:/);
  const later = [...code.matchAll(/\bimport\s*\(([^)]*)\)/g)].map(([, name]) => name.slice(1, -1));
  assert.ok(later.length > 0);
  for (const name of later) {
    assert.match(name, /^\.\/[a-z0-9-]+\.js$/);
    await access(join(consumer.installed, 'dist/cdn', name));
  }
});

it('exports what is public, and nothing that its other files share with it', async () => {
  const code = file.toString();
  const [, exported] = /\bexport\s*\{([^}]*)\}/.exec(code);
  assert.deepEqual(
    exported
      .split(',')
      .map((item) => item.trim().split(' as ').at(-1))
      .sort(),
    ['LabelSmoothingElement', 'LabelSmoothingError', 'load', 'loadTraining'],
  );
  assert.equal(code.match(/\bexport\b/g).length, 1);
});

it('draws every figure, with the files beside it', async () => {
  const source = await readFile(join(root, 'web/figures/index.ts'), 'utf8');
  const names = Array.from(source.matchAll(/import\('\.\/([a-z-]+)\/index/g), ([, name]) => name);
  assert.ok(names.length >= 18, String(names));
  await consumer.write(
    'site/figures.js',
    `import '${cdn.url}label-smoothing.js';
     (async () => {
       const drawn = [];
       for (const figure of ${JSON.stringify(names)}) {
         const element = document.createElement('label-smoothing');
         element.setAttribute('figure', figure);
         element.setAttribute('loading', 'eager');
         document.body.replaceChildren(element);
         await element.ready;
         drawn.push([figure, Object.keys(element.getReadout()).length > 0, element.toCSV().length > 0]);
       }
       globalThis.answer = drawn;
     })().catch((error) => { globalThis.answer = String(error.stack ?? error); });`,
  );
  await consumer.write(
    'site/figures.html',
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>blog</title><link rel="icon" href="data:,"><script type="module" src="./figures.js"></script><body></body></html>',
  );
  const answer = await browser.answerOf(`${site.url}figures.html`);
  assert.ok(Array.isArray(answer), String(answer));
  assert.deepEqual(
    answer.filter(([, hasReadout, hasTable]) => !(hasReadout && hasTable)),
    [],
  );
});
