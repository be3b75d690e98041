// One interface to the three browser engines, for tests that must hold in all of them. Playwright drives Chromium,
// Puppeteer Firefox (over WebDriver BiDi), Selenium WebKitGTK (over WebDriver, on a virtual display); all three are the
// distribution's packages. For Chromium alone, use support.mjs.
//
//   for (const engine of engineNames) describe(engine, () => {
//     const browser = useEngine(engine, { dark: true });
//     it('…', async () => {
//       const page = await browser.open(url, { width: 800, height: 600 });
//       await page.waitFor(() => document.querySelector('label-smoothing').getReadout().entropy);
//       await page.focus('label-smoothing >>> input#alpha');
//       await page.press('ArrowRight');
//       assert.deepEqual(await page.problems(), []);
//       await page.close();
//     });
//   });
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { findChromium, findFirefox, findMiniBrowser } from '../../scripts/shared/system-packages.mjs';
import { chromiumArguments, patience } from './support.mjs';

export const engineNames = ['chromium', 'firefox', 'webkit'];

/**
 * Starts an engine. `dark` and `reducedMotion` are the reader's system settings.
 *
 * @param {'chromium' | 'firefox' | 'webkit'} name
 * @param {{ dark?: boolean, reducedMotion?: boolean }} [preferences]
 */
export async function openEngine(name, preferences = {}) {
  const driver = await { chromium: startChromium, firefox: startFirefox, webkit: startWebKit }[name](preferences);
  return {
    name,
    /** Opens an address in a new page with empty storage, and waits for its load event. */
    async open(url, size = { width: 1000, height: 800 }) {
      const page = new Page(await driver.newPage(size));
      await page.goto(url);
      return page;
    },
    close: () => driver.close(),
  };
}

/** An engine that runs as long as the tests of a `describe`. The parameters are those of `openEngine`. */
export function useEngine(name, preferences) {
  let engine;
  before(async () => {
    engine = await openEngine(name, preferences);
  });
  after(() => engine?.close());
  return { open: (...place) => engine.open(...place) };
}

/** The element at a path of selectors; ` >>> ` leads from a host into its shadow root. Runs in the page. */
function deepQuery(path) {
  let scope = document;
  let element = null;
  for (const selector of path.split(' >>> ')) {
    element = scope?.querySelector(selector) ?? null;
    scope = element?.shadowRoot;
  }
  return element;
}

/** The document of the page, or of a frame in it. */
class Scope {
  /** @param driver the common interface of the engines: see startChromium */
  constructor(driver) {
    this.driver = driver;
  }

  /** Calls a function in the page. It may be async; its arguments and result must be JSON. */
  evaluate(body, ...args) {
    return this.driver.evaluate(body, args);
  }

  /** Calls a function in the page until it returns something truthy, and returns that. */
  async waitFor(body, ...args) {
    const end = performance.now() + patience;
    for (let last; ; await wait(50)) {
      try {
        const result = await this.evaluate(body, ...args);
        if (result) return result;
        last = `the last result is ${JSON.stringify(result)}`;
      } catch (error) {
        // Between two documents, evaluation fails.
        last = error.message;
      }
      assert.ok(performance.now() < end, `waited ${patience} ms in vain for ${body}: ${last}`);
    }
  }

  /** Selectors here and below reach into shadow roots: `label-smoothing >>> input#alpha`. */
  async click(path) {
    await this.#found(path);
    await this.driver.click(path);
  }

  async focus(path) {
    await this.#found(path);
    await this.evaluate(`(path) => (${deepQuery})(path).focus()`, path);
  }

  /** Presses inside the element, moves in ten steps, releases. Positions are fractions of its width and height. */
  async drag(path, from, to) {
    await this.#found(path);
    await this.evaluate(`(path) => (${deepQuery})(path).scrollIntoView({ block: 'center' })`, path);
    const { x, y, width, height } = await this.box(path);
    const point = (fraction) => [
      x + width * (from[0] + (to[0] - from[0]) * fraction),
      y + height * (from[1] + (to[1] - from[1]) * fraction),
    ];
    await this.driver.drag(Array.from({ length: 11 }, (_, index) => point(index / 10)));
  }

  /** The position of an element in its viewport. */
  box(path) {
    return this.evaluate(`(path) => (${deepQuery})(path).getBoundingClientRect().toJSON()`, path);
  }

  text(path) {
    return this.evaluate(`(path) => (${deepQuery})(path).textContent`, path);
  }

  /** The document inside a frame of this one, whatever its origin. */
  async frame(path) {
    await this.#found(path);
    return new Scope(await this.driver.frame(path));
  }

  #found(path) {
    return this.waitFor(`(path) => Boolean((${deepQuery})(path))`, path);
  }
}

class Page extends Scope {
  /**
   * Console messages (except plain logs), uncaught errors and violations of the content security policy since the last
   * call. WebKit misses those from before the document began to load, and those of frames that nothing asked for.
   */
  problems() {
    return this.driver.problems();
  }

  goto(url) {
    return this.driver.goto(url);
  }

  /** Types into the focused field. */
  type(text) {
    return this.driver.type(text);
  }

  /** Presses a key, named as in KeyboardEvent.key: `ArrowRight`, `Tab`, `a`. */
  press(key) {
    return this.driver.press(key);
  }

  /** The viewport as a PNG file. */
  async screenshot(path) {
    await writeFile(path, await this.driver.screenshot());
  }

  close() {
    return this.driver.close();
  }
}

/** A call with its arguments, as source text. */
const expression = (body, args) => `(${body})(...${JSON.stringify(args)})`;

async function startChromium({ dark, reducedMotion }) {
  const { chromium } = await import('playwright-core');
  const executablePath = findChromium();
  assert.ok(executablePath, 'no Chromium on PATH');
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  return {
    async newPage(viewport) {
      const context = await browser.newContext({
        viewport,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      const problems = [];
      page.on('console', (message) => {
        if (message.type() !== 'log') problems.push(`console ${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error}`));
      return {
        ...scopeOf(page, page),
        problems: () => problems.splice(0),
        goto: (url) => page.goto(url),
        type: (text) => page.keyboard.type(text),
        press: (key) => page.keyboard.press(key),
        screenshot: () => page.screenshot(),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

async function startFirefox({ dark, reducedMotion }) {
  const { launch } = await import('puppeteer-core');
  const executablePath = findFirefox();
  assert.ok(executablePath, 'no Firefox on PATH');
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'ui.systemUsesDarkTheme': dark ? 1 : 0, 'ui.prefersReducedMotion': reducedMotion ? 1 : 0 },
  });
  return {
    async newPage(viewport) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      await page.setViewport(viewport);
      const problems = [];
      page.on('console', (message) => {
        if (message.type() !== 'log') problems.push(`console ${message.type()}: ${message.text()}`);
      });
      // Violations of the content security policy arrive this way, too.
      page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error}`));
      return {
        ...scopeOf(page, page),
        problems: () => problems.splice(0),
        goto: (url) => page.goto(url, { waitUntil: 'load' }),
        type: (text) => page.keyboard.type(text),
        press: (key) => page.keyboard.press(key),
        screenshot: () => page.screenshot(),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** Where Playwright and Puppeteer have the same interface. */
function scopeOf(page, scope) {
  const find = async (path) => (await scope.evaluateHandle(expression(deepQuery, [path]))).asElement();
  return {
    evaluate: (body, args) => scope.evaluate(expression(body, args)),
    click: async (path) => (await find(path)).click(),
    frame: async (path) => scopeOf(page, await (await find(path)).contentFrame()),
    drag: async (points) => {
      await page.mouse.move(...points[0]);
      await page.mouse.down();
      for (const point of points) await page.mouse.move(...point);
      await page.mouse.up();
    },
  };
}

/** Keeps a log for WebKit, whose driver offers none. Runs in the page. */
function listenForProblems() {
  if (window.problems) return;
  window.problems = [];
  const keep = (text) => window.problems.push(text);
  addEventListener(
    'error',
    ({ message, error, target }) =>
      keep(`error: ${message ?? `${target?.src ?? target?.href} did not load`} ${error?.stack ?? ''}`),
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => keep(`error: ${reason} ${reason?.stack ?? ''}`));
  for (const type of ['error', 'warn', 'info', 'debug']) {
    const write = console[type];
    console[type] = (...args) => {
      keep(`console ${type}: ${args.join(' ')}`);
      write.apply(console, args);
    };
  }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    keep(`CSP: ${violatedDirective} blocked ${blockedURI}`),
  );
}

function takeProblems() {
  return window.problems?.splice(0) ?? [];
}

/** Each page is a session: WebKit's driver has one window per session, with cookies and storage of its own. */
async function startWebKit({ dark, reducedMotion }) {
  const { Builder, Capabilities, Key } = await import('selenium-webdriver');
  const binary = findMiniBrowser();
  assert.ok(binary, 'no MiniBrowser of WebKitGTK');
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-webkit-'));
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(display.stdio[3], 'data');
  const port = await freePort();
  // Our own settings and caches; the rest of the environment stays.
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita',
      GTK_A11Y: 'none',
      NO_AT_BRIDGE: '1',
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_DATA_HOME: join(folder, 'data'),
    },
  });
  await mkdir(join(folder, 'config/gtk-3.0'), { recursive: true });
  await writeFile(
    join(folder, 'config/gtk-3.0/settings.ini'),
    `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`,
  );
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    // To listen to the page before its scripts run.
    pageLoadStrategy: 'none',
  });

  const inScope = (session, path) => {
    /** Selenium sends commands to the frame that was last switched to. */
    const within = async (body) => {
      await session.switchTo().defaultContent();
      for (const step of path) await session.switchTo().frame(await find(step));
      return body();
    };
    const find = (selectors) => session.executeScript(`return ${expression(deepQuery, [selectors])}`);
    return {
      evaluate: (body, args) =>
        within(async () => {
          const { result, error } = await session.executeAsyncScript(
            `const done = arguments[arguments.length - 1];
            (async () => ${expression(body, args)})().then(
              (result) => done({ result: result === undefined ? null : result }),
              (error) => done({ error: String(error && error.stack ? error + '\\n' + error.stack : error) }),
            );`,
          );
          if (error) throw new Error(error);
          return result ?? undefined;
        }),
      click: (selectors) => within(async () => (await find(selectors)).click()),
      frame: (selectors) => inScope(session, [...path, selectors]),
      drag: (points) =>
        within(async () => {
          const round = ([x, y]) => ({ x: Math.round(x), y: Math.round(y), duration: 20 });
          const actions = session.actions().move(round(points[0])).press();
          for (const point of points) actions.move(round(point));
          await actions.release().perform();
        }),
    };
  };
  for (const end = performance.now() + patience; ; await wait(50)) {
    const ready = await fetch(`http://127.0.0.1:${port}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    assert.ok(performance.now() < end, 'WebKitWebDriver does not answer');
  }
  let session;
  return {
    async newPage({ width, height }) {
      // A failed test may have left its session open, and the driver starts only one.
      await session?.quit().catch(() => {});
      session = await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(capabilities)
        .disableEnvironmentOverrides()
        .build();
      await session.manage().setTimeouts({ script: patience, pageLoad: patience });
      await session.manage().window().setRect({ width, height });
      const scope = inScope(session, []);
      // The window is larger than the viewport: it has a frame and a toolbar.
      const inner = await scope.evaluate(() => [innerWidth, innerHeight], []);
      await session
        .manage()
        .window()
        .setRect({ width: 2 * width - inner[0], height: 2 * height - inner[1] });
      const keyOf = (key) => Key[key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()] ?? key;
      const problems = [];
      const collect = async () => problems.push(...(await scope.evaluate(takeProblems, [])));
      return {
        ...scope,
        problems: async () => {
          await collect();
          return problems.splice(0);
        },
        goto: async (url) => {
          await collect();
          await session.switchTo().defaultContent();
          await session.executeScript('window.isLeft = true');
          await session.get(url);
          for (const end = performance.now() + patience; ; ) {
            // Between two documents, evaluation fails.
            const state = await session
              .executeScript(
                `if (!window.isLeft) { ${expression(listenForProblems, [])}; return document.readyState; }`,
              )
              .catch(() => {});
            if (state === 'complete') break;
            assert.ok(performance.now() < end, `${url} does not load`);
          }
        },
        type: (text) => session.actions().sendKeys(text).perform(),
        press: (key) => session.actions().sendKeys(keyOf(key)).perform(),
        screenshot: async () => {
          await session.switchTo().defaultContent();
          return Buffer.from(await session.takeScreenshot(), 'base64');
        },
        close: () => session.quit(),
      };
    },
    async close() {
      for (const child of [driver, display]) {
        // One that ended by itself would be waited for in vain.
        if (child.kill()) await once(child, 'exit');
      }
      // Its processes may still write there.
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
