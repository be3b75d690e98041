// npm test -- --all
// The installed package in a Next.js site: in a server component, and with the element in a client component.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, it } from 'node:test';
import { assertLoss, installPackage, openBrowser, tools } from './support.mjs';

let consumer;
let server;
let url;
before(async () => {
  consumer = await installPackage({ template: join(tools, 'next') });
  const next = join(consumer.folder, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  await consumer.run(process.execPath, [next, 'build'], { env });
  server = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: consumer.folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(server.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) break;
  }
  server.stdout.resume();
  assert.ok(url, 'Next.js did not tell its address');
});
after(async () => {
  if (server && server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  await consumer?.close();
});

it('a server component', async () => {
  const html = await (await fetch(url)).text();
  assertLoss(/<output id="server">([^<]*)</.exec(html)?.[1]);
});

it('a client component', async () => {
  const browser = await openBrowser();
  try {
    assertLoss(await browser.answerOf(url));
  } finally {
    await browser.close();
  }
});
