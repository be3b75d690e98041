// Starts the built site and a real Chromium for a test file, and records everything that goes wrong in a page.
//
//   const site = await openSite();                    once per file, in before()
//   const { page, problems } = await site.open('en/'); a fresh context, waited for until the page has loaded
//   assert.deepEqual(problems, []);                    console messages, errors, CSP violations, foreign or failed requests
//   await site.close();                                in after()
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { findChromium } from '../../scripts/shared/system-packages.mjs';

// Above the port of `npm start`, so that both can run, and not one that fetch() refuses, such as 4190.
const firstPort = 4200;

export const chromiumArguments = [
  // In containers tests run as root, for whom Chromium refuses to sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** How long a page may take for anything on a busy machine, in milliseconds. */
export const patience = 120_000;

/** Playwright's own message in a page whose service worker it blocks. */
const heldBack = 'Service Worker registration blocked by Playwright';

/**
 * @param {string} [folder] of another site than the built one
 * @returns {Promise<{ url: string, browser: import('playwright-core').Browser, open: typeof open, close(): Promise<void> }>}
 */
export async function openSite(folder) {
  const executablePath = findChromium();
  assert.ok(executablePath, 'no Chromium on PATH');
  const server = await serveSite(firstPort, undefined, folder);
  // Benchmarks import this file before the npm packages are installed.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArguments,
  });
  return {
    url: server.url,
    browser,
    /** `options` are Playwright's context options (viewport, colorScheme, …), `scripts` run before the page's own. */
    open: (path = '', options = {}, scripts = []) => open(browser, server.url, path, options, scripts),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Reads until two answers, `pause` milliseconds apart, are the same: by then a busy machine has settled.
 */
export async function settled(read, pause = 300) {
  let last = await read();
  for (let tries = 0; tries < 200; tries++) {
    await new Promise((done) => setTimeout(done, pause));
    const next = await read();
    if (isDeepStrictEqual(next, last)) return next;
    last = next;
  }
  return assert.fail(`never the same twice: ${JSON.stringify(last)}`);
}

/**
 * Asks until the answer is true. Unlike `waitForFunction`, for what is not in a page, and where a policy forbids `eval`.
 */
export async function until(isTrue) {
  for (const end = performance.now() + patience; !(await isTrue()); ) {
    assert.ok(performance.now() < end, `in vain: ${isTrue}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Two frames: after these, everything has been drawn. */
export const frames = (page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );

/** Opens all chapters of the article. */
export const openChapters = (page) =>
  page.evaluate(() => {
    for (const chapter of document.querySelectorAll('.chapter')) chapter.open = true;
  });

/** Opens the chapter that a part of the article is in, if it is in one. */
export const openChapterOf = (page, selector) =>
  page.evaluate((selector) => {
    const chapter = document.querySelector(selector).closest('.chapter');
    if (chapter) chapter.open = true;
  }, selector);

async function open(browser, siteUrl, path, options, scripts) {
  // A service worker answers from its cache; only tests of that allow it.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
    ...options,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const problems = [];
  for (const script of scripts) await page.addInitScript(script);
  await page.exposeFunction('reportCspViolation', (text) => problems.push(text));
  await page.addInitScript(() => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        window.reportCspViolation(`CSP: ${violatedDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`);
      },
    );
  });
  page.on('console', (message) => {
    if (message.text() !== heldBack) problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(siteUrl)) problems.push(`foreign request: ${url}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What is still on its way when the reader leaves the page, Chromium gives up.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(new URL(path, siteUrl).href, { waitUntil: 'load' });
  return { page, problems, close: () => context.close() };
}
