// Small projects of a consumer: a page that computes a loss and draws a figure, and the same in a worker.
import { join } from 'node:path';
import { installPackage, lossExpression, openBrowser, serveFolder } from './support.mjs';

export const page = (script, body = '<label-smoothing figure="targets"></label-smoothing>') => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>consumer</title>
<link rel="icon" href="data:,">${script}${body}</html>
`;

/** Computes a loss and draws a figure; leaves the loss, or the error, where the test finds it. */
export const source = `import { load } from 'label-smoothing';
import 'label-smoothing/element';
load().then(async (ls) => {
  await document.querySelector('label-smoothing').ready;
  globalThis.answer = ${lossExpression};
}).catch((error) => { globalThis.answer = String(error.stack ?? error); });
`;

/** The same in a worker, without the figure. */
export const workerSource = `import { load } from 'label-smoothing';
load().then((ls) => postMessage(${lossExpression}), (error) => postMessage(String(error.stack ?? error)));
`;
export const workerPage = `const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { globalThis.answer = data; };
worker.onerror = (event) => { globalThis.answer = event.message ?? 'the worker did not start'; };
`;

/** A consumer whose folder is served, and a browser; close it in after(). */
export async function openProjects() {
  const consumer = await installPackage();
  const browser = await openBrowser();
  const server = await serveFolder(consumer.folder);
  return {
    consumer,
    browser,
    server,
    /** A project of two files in a folder of its own. It uses the node_modules of the folder above. */
    async project(name, script) {
      await consumer.write(`${name}/main.js`, source);
      await consumer.write(`${name}/index.html`, page(script));
      return join(consumer.folder, name);
    },
    async workerProject(name, script) {
      await consumer.write(`${name}/main.js`, workerPage);
      await consumer.write(`${name}/worker.js`, workerSource);
      await consumer.write(`${name}/index.html`, page(script, ''));
      return join(consumer.folder, name);
    },
    async close() {
      await browser.close();
      await server.close();
      await consumer.close();
    },
  };
}
