// npm test -- --all
// The installed package in JavaScript engines without a browser, each the real program from npm.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { assertLoss, installPackage, lossExpression, requireTool, tools } from './support.mjs';

const program = (path) => join(tools, 'node_modules', path);

let consumer;
before(async () => {
  consumer = await installPackage();
  await consumer.write(
    'main.js',
    `import { load } from 'label-smoothing';
     const results = {};
     for (const variant of ['auto', 'relaxed-simd', 'simd', 'scalar']) {
       try {
         const ls = await load({ variant });
         results[variant] = { variant: ls.variant, loss: ${lossExpression} };
       } catch (error) {
         results[variant] = { code: error.code, message: error.message };
       }
     }
     console.log(JSON.stringify(results));`,
  );
});
after(() => consumer?.close());

/** Every engine runs SIMD and scalar code; `fastest` is the variant it should pick. */
function check(stdout, fastest) {
  const { auto, 'relaxed-simd': relaxed, simd, scalar } = JSON.parse(stdout);
  assert.equal(auto.variant, fastest);
  assert.equal(simd.variant, 'simd');
  assert.equal(scalar.variant, 'scalar');
  for (const { loss } of [auto, simd, scalar]) assertLoss(loss);
  if (fastest === 'relaxed-simd') assertLoss(relaxed.loss);
  else assert.equal(relaxed.code, 'unsupported_engine');
}

describe('engines', () => {
  const engines = [
    ...[18, 20, 22, 24, 26].map((major) => ({
      name: `Node ${major}`,
      path: program(`node-${major}/bin/node`),
      // At run time, too, nothing compiles text to code.
      args: ['--disallow-code-generation-from-strings', 'main.js'],
      fastest: major < 22 ? 'simd' : 'relaxed-simd',
    })),
    {
      name: 'Deno, with no permission',
      path: program('@deno/linux-x64-glibc/deno'),
      args: ['run', '--no-prompt', 'main.js'],
      fastest: 'relaxed-simd',
    },
    { name: 'Bun', path: program('@oven/bun-linux-x64/bin/bun'), args: ['main.js'], fastest: 'relaxed-simd' },
  ];
  for (const { name, path, args, fastest } of engines) {
    it(name, { skip: !existsSync(path) && 'the program for Linux on x64 is not installed' }, async () => {
      const { stdout } = await consumer.run(path, args);
      check(stdout, fastest);
    });
  }

  it('an engine without SIMD runs scalar code', { skip: process.arch !== 'x64' && 'the flag is of x64' }, async () => {
    // Without SSE4.1, V8 has no WebAssembly SIMD and refuses the binaries as an old engine would.
    const { stdout } = await consumer.run(process.execPath, ['--no-enable-sse4-1', 'main.js']);
    const { auto, 'relaxed-simd': relaxed, simd } = JSON.parse(stdout);
    assert.equal(auto.variant, 'scalar');
    assertLoss(auto.loss);
    for (const { code } of [relaxed, simd]) assert.equal(code, 'unsupported_engine');
  });

  it('an engine without WebAssembly is told apart', async () => {
    const { stdout } = await consumer.run(process.execPath, ['--jitless', 'main.js']);
    for (const { code, message } of Object.values(JSON.parse(stdout))) {
      assert.equal(code, 'unsupported_engine');
      assert.equal(message, 'WebAssembly is undefined, expected an engine with it');
    }
  });

  it('a binary that the package exports is accepted as bytes', async () => {
    await consumer.write(
      'bytes.js',
      `import { readFile } from 'node:fs/promises';
       import { createRequire } from 'node:module';
       import { load } from 'label-smoothing';
       const path = createRequire(import.meta.url).resolve('label-smoothing/wasm/label-smoothing.scalar.wasm');
       const ls = await load({ wasm: await readFile(path) });
       console.log(JSON.stringify([ls.variant, ${lossExpression}]));`,
    );
    const { stdout } = await consumer.run(process.execPath, ['bytes.js']);
    const [variant, loss] = JSON.parse(stdout);
    assert.equal(variant, 'scalar');
    assertLoss(loss);
  });
});

describe("Cloudflare's workerd", () => {
  const workerd = program('@cloudflare/workerd-linux-64/bin/workerd');
  const skip = !existsSync(workerd) && 'the program for Linux on x64 is not installed';
  let server;
  let url;

  before(async () => {
    if (skip) return;
    const source = `
      import { load } from 'label-smoothing';
      import module from 'label-smoothing/wasm/label-smoothing.simd.wasm';
      export default {
        async fetch(request) {
          try {
            const given = new URL(request.url).pathname === '/module';
            const ls = await load(given ? { wasm: module } : {});
            return Response.json({ variant: ls.variant, loss: ${lossExpression} });
          } catch (error) {
            return Response.json({ code: error.code, message: error.message });
          }
        },
      };`;
    // What Cloudflare's own tool does: one bundle, with WebAssembly modules next to it.
    await requireTool('esbuild').build({
      stdin: { contents: source, resolveDir: consumer.folder },
      absWorkingDir: consumer.folder,
      bundle: true,
      format: 'esm',
      outfile: join(consumer.folder, 'workerd/worker.js'),
      loader: { '.wasm': 'copy' },
      assetNames: '[name]',
      logLevel: 'silent',
    });
    const config = await consumer.write(
      'workerd/config.capnp',
      `using Workerd = import "/workerd/workerd.capnp";
       const config :Workerd.Config = (
         services = [(name = "main", worker = (
           modules = [
             (name = "worker.js", esModule = embed "worker.js"),
             (name = "label-smoothing.simd.wasm", wasm = embed "label-smoothing.simd.wasm")
           ],
           compatibilityDate = "2026-01-01"
         ))],
         sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
       );`,
    );
    server = spawn(workerd, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
    const [line] = await once(createInterface(server.stdio[3]), 'line');
    url = `http://127.0.0.1:${JSON.parse(line).port}`;
  });
  after(async () => {
    if (!server) return;
    server.kill();
    await once(server, 'exit');
  });

  it('runs a compiled module', { skip }, async () => {
    const { variant, loss } = await (await fetch(`${url}/module`)).json();
    assert.equal(variant, 'simd');
    assertLoss(loss);
  });

  it('is told to give one when it did not', { skip }, async () => {
    const { code, message } = await (await fetch(`${url}/`)).json();
    assert.equal(code, 'unsupported_engine');
    assert.match(message, /\bwasm\b/);
  });
});
