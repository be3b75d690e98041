// Where contestants run: each in its own process or page, so that they share no heap, garbage collector or compiled code.
// A host's `call(method, argument)` runs the session's methods, see session.mjs.
import { fork, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { root, run, which } from '../../scripts/shared/common.mjs';
import { findChromium } from '../../scripts/shared/system-packages.mjs';
import { alpha, createProblem, errorOf } from './problems.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const longestCall = 180_000;

/** Node processes. Relaxed SIMD is behind a flag before Node 21. */
export function openNode() {
  const major = Number(process.versions.node.split('.')[0]);
  const execArgv = major < 21 ? ['--experimental-wasm-relaxed-simd'] : [];
  return {
    name: 'Node',
    version: `Node ${process.versions.node}${execArgv.length > 0 ? ' with --experimental-wasm-relaxed-simd' : ''}`,
    async open(contestant) {
      const child = fork(here('node-host.mjs'), [JSON.stringify(contestant)], {
        execArgv,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      return processHost(
        child,
        (request) => child.send(request),
        (receive) => child.on('message', receive),
      );
    },
    async close() {},
  };
}

/** Pages of one headless Chromium; undefined where there is none. */
export async function openChromium() {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const { chromium } = await import('playwright-core');
  const server = await serveRoot();
  const browser = await chromium.launch({
    executablePath,
    args: [
      // In containers benchmarks run as root, for whom Chromium refuses to sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // All pages but one are in the background.
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--disable-background-timer-throttling',
    ],
  });
  return {
    name: 'Chromium',
    version: `Chromium ${browser.version()}`,
    async open(contestant) {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(`${server.url}tests/bench/page.html${contestant.threads > 1 ? '?isolated' : ''}`);
      const evaluate = (body, argument) =>
        withinTime(page.evaluate(body, argument)).catch((error) => {
          throw new Error([error.message.split('\n')[0], ...problems].join('; '));
        });
      await evaluate(async (options) => {
        const { openSession } = await import('./session.mjs');
        globalThis.session = await openSession(options);
      }, contestant);
      return {
        call: (method, argument) => evaluate(([name, value]) => globalThis.session[name](value), [method, argument]),
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Native PyTorch: a Python that can import it, or undefined. */
export async function findPyTorch() {
  for (const python of [which('python3'), '/usr/bin/python3']) {
    if (!python) continue;
    const { code, stdout } = await run(python, ['-c', 'import torch; print(torch.__version__)'], { check: false });
    if (code === 0) return { python, version: stdout.trim() };
  }
  return undefined;
}

/** A process that reads the same data from files; its answers are checked here. */
export async function openPyTorch({ python }) {
  const child = spawn(python, [here('pytorch.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const host = await processHost(
    child,
    (request) => child.stdin.write(`${JSON.stringify(request)}\n`),
    (receive) => createInterface({ input: child.stdout }).on('line', (line) => receive(JSON.parse(line))),
  );
  return {
    ...host,
    call: (method, argument) => (method === 'prepare' ? preparePyTorch(host, argument) : host.call(method, argument)),
  };
}

async function preparePyTorch(host, { id, operation, rows, classes }) {
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-bench-'));
  try {
    const problem = createProblem(operation, rows, classes);
    const inputs = {};
    for (const name of ['logits', 'targets', 'logProbs', 'target', 'features', 'parameters']) {
      if (!problem[name]) continue;
      inputs[name] = join(folder, name);
      await writeFile(inputs[name], problem[name]);
    }
    const answers = join(folder, 'answer ');
    const losses = await host.call('prepare', { id, operation, rows, classes, alpha, inputs, answers });
    const errors = {};
    for (const [entry, loss] of Object.entries(losses)) {
      if (operation === 'training') {
        errors[entry] = errorOf(operation, problem, { losses: loss });
        continue;
      }
      const bytes = await readFile(answers + entry).catch(() => undefined);
      const values = bytes && new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
      errors[entry] = errorOf(operation, problem, { loss, values });
    }
    return errors;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A child process that reports when it is ready, then answers one request at a time. */
async function processHost(child, send, subscribe) {
  let settle;
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-2000);
  });
  subscribe(({ result, error }) => (error === undefined ? settle?.resolve(result) : settle?.reject(new Error(error))));
  const ended = (reason) => {
    const cause = stderr.split('\n').find((line) => /(Error|Exception)\b.*:/.test(line)) ?? '';
    settle?.reject(new Error(`the process ended (${reason}) ${cause.trim()}`));
  };
  child.on('error', (error) => ended(error.message));
  child.on('exit', (code, signal) => ended(signal ?? code));
  const next = () =>
    withinTime(
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
    );
  await next();
  return {
    call(method, argument) {
      const reply = next();
      send({ method, argument });
      return reply;
    },
    close: () => child.kill('SIGKILL'),
  };
}

function withinTime(promise) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${longestCall / 1000} s`)), longestCall);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

const mediaTypes = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves the checkout to this machine only. Pages requested with ?isolated may use SharedArrayBuffer. */
async function serveRoot() {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const path = normalize(join(root, decodeURIComponent(url.pathname)));
    try {
      const body = await readFile(path.startsWith(root + sep) ? path : '');
      response.setHeader('Content-Type', mediaTypes[extname(path)] ?? 'application/octet-stream');
      response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
      if (extname(path) !== '.html' || url.searchParams.has('isolated')) {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      }
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
