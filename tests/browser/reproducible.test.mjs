// npm test -- --all
// A link replays a run: training gives the committed bits in all three engines, under the strict policy.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { engineNames, useEngine } from './engines.mjs';

const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'";
const { sha256 } = JSON.parse(await readFile(join(root, 'tests/golden/training-checksums.json'), 'utf8'));

/** The package's files and the run, unchanged. */
async function serve(request, response) {
  const path = /^\/(?:dist\/(?:lib|chunks)|tests\/wasm)\/[a-z-]+\.m?js$/.exec(request.url)?.[0];
  const body = path ? await readFile(join(root, path)).catch(() => undefined) : '<!doctype html><title>run</title>';
  response.writeHead(body === undefined ? 404 : 200, {
    'Content-Type': `text/${path ? 'javascript' : 'html'}; charset=utf-8`,
    'Content-Security-Policy': policy,
  });
  response.end(body);
}

let server;
let address;
before(async () => {
  server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server?.close();
  server?.closeAllConnections();
});

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name);

    for (const variant of ['simd', 'scalar']) {
      it(`trains to the committed bits (${variant})`, async () => {
        const page = await browser.open(address);
        const result = await page.evaluate(async (variant) => {
          const { loadTraining } = await import('/dist/lib/index.js');
          const { run } = await import('/tests/wasm/training-run.mjs');
          return run(await loadTraining({ variant }));
        }, variant);
        assert.deepEqual(result, sha256);
        await page.close();
      });
    }
  });
}
