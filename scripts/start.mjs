// npm start [-- --port N]: builds what changed and serves the site.
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { Failure, main } from './common.mjs';
import { serveSite } from './serve.mjs';

const usage = 'npm start [-- --port N], with N from 1 to 65535';

await main(async () => {
  const port = readPort();
  await build();
  const server = await serveSite(port);
  if (server.port !== port) console.log(`  port ${port} is in use, taking ${server.port}`);
  console.log(`\n  Label smoothing, live: ${server.url}\n  Press Ctrl+C to stop.`);
  const stop = async () => {
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  // npm ends without passing SIGTERM on; the server must not outlive it.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === 'start') setInterval(() => process.ppid !== parent && stop(), 1000).unref();
});

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
