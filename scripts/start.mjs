// npm start [-- --port N]: builds what changed and serves the site; in an empty clone, as soon as there is a first page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildFirstSite, firstSite } from './build.mjs';
import { describeFailure, Failure, main, root } from './shared/common.mjs';
import { serveSite } from './shared/serve.mjs';

const usage = 'npm start [-- --port N], with N from 1 to 65535';

await main(async () => {
  const port = readPort();
  const isEmpty = !existsSync(join(root, 'dist/site/index.html'));
  await (isEmpty ? buildFirstSite() : build());
  const unfinished = isEmpty ? { folder: join(root, firstSite), isBuilding: true } : undefined;
  const server = await serveSite(port, unfinished);
  if (server.port !== port) console.log(`  port ${port} is in use, taking ${server.port}`);
  console.log(`\n  Label smoothing, live: ${server.url}\n  Press Ctrl+C to stop.\n`);
  const stop = async () => {
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  // npm exits without passing SIGTERM on, and the server must not outlive it.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === 'start') setInterval(() => process.ppid !== parent && stop(), 1000).unref();
  if (unfinished) await finish(unfinished);
});

/** Builds the rest while the reader sees the first page. */
async function finish(unfinished) {
  console.log(
    '  Still to come: the binaries for other engines, the API reference, the pages for embeds, the npm package.',
  );
  try {
    await build();
    console.log('  Everything is there.');
  } catch (error) {
    console.error(`\n${describeFailure(error)}\n  The first page is served all the same.`);
  } finally {
    unfinished.isBuilding = false;
  }
}

function readPort() {
  let values;
  try {
    ({ values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } }));
  } catch (error) {
    throw new Failure(error.message, { hint: usage });
  }
  const port = /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) {
    throw new Failure(`--port is ${values.port}, expected an integer from 1 to 65535`, { hint: usage });
  }
  return port;
}
