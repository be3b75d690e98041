// What is around a figure in other people's pages: schemes, fonts, zoom, layout, fingers and keys, in Chromium.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { findFont, isDark, openHosts, post } from './embed.mjs';
import { frames, until } from './support.mjs';

let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts?.close());

/** Opens a page with the script and this inside, and waits for its figures. */
async function visit(path, body, { head = '', ...options } = {}) {
  const opened = await hosts.visit(path, hosts.withScript(body, { head }), options);
  await opened.page.evaluate(() => customElements.whenDefined('label-smoothing'));
  await opened.page.evaluate(() =>
    Promise.all([...document.querySelectorAll('label-smoothing')].map(({ ready }) => ready)),
  );
  return opened;
}

const figure = (name = 'targets', attributes = '') =>
  `<label-smoothing figure="${name}" loading="eager" ${attributes}></label-smoothing>`;

/** Runs in the page. */
const hasFailed = () =>
  [...document.querySelectorAll('label-smoothing')].every(({ shadowRoot }) =>
    shadowRoot?.querySelector('[role=alert]'),
  );

describe('the color scheme', () => {
  const colors = 'background: #fff; color: #222';
  const darkColors = 'background: #1d1e20; color: #dadadb';
  // Each toggles to dark in its own way.
  const toggles = {
    'a class on body, as PaperMod 7': {
      head: `<style>body { ${colors} } body.dark { ${darkColors} }</style>`,
      toggle: () => document.body.classList.toggle('dark'),
    },
    'an attribute of html, as Stack': {
      head: `<style>:root { --paper: #f5f5fa } :root[data-scheme=dark] { --paper: #303030 } body { background: var(--paper) }</style>`,
      toggle: () => {
        const { dataset } = document.documentElement;
        dataset.scheme = dataset.scheme === 'dark' ? 'light' : 'dark';
      },
    },
    'a class on a wrapper': {
      head: `<style>#wrap { ${colors} } #wrap.dark { ${darkColors} }</style>`,
      toggle: () => document.getElementById('wrap').classList.toggle('dark'),
    },
    'a transition': {
      head: `<style>body { ${colors}; transition: background .2s } body.dark { background: #111 }</style>`,
      toggle: () => document.body.classList.toggle('dark'),
    },
    'a style sheet of its own': {
      head: `<style>body { ${colors} }</style><style id="dark" media="not all">body { ${darkColors} }</style>`,
      toggle: () => {
        const sheet = document.getElementById('dark');
        sheet.media = sheet.media === 'all' ? 'not all' : 'all';
      },
    },
    'a constructed style sheet': {
      head: `<style>body { ${colors} }</style>`,
      toggle: () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('body { background: #1d1e20; color: #dadadb }');
        document.adoptedStyleSheets = document.adoptedStyleSheets.length > 0 ? [] : [sheet];
      },
    },
    'a declared scheme': {
      head: '<style>body.dark { color-scheme: dark } body { color: gray }</style>',
      toggle: () => document.body.classList.toggle('dark'),
    },
    'custom properties': {
      head: '<style>body.dark { --ls-bg: #101010; --ls-fg: #f0f0f0; --ls-muted: #ddd; --ls-grid: #444 }</style>',
      toggle: () => document.body.classList.toggle('dark'),
    },
    'a box that is checked': {
      head: `<style>body { ${colors} } body:has(:checked) { ${darkColors} }</style>`,
      toggle: () => document.getElementById('box').click(),
    },
  };
  for (const [name, { head, toggle }] of Object.entries(toggles)) {
    it(`follows ${name}, there and back`, async () => {
      const body = `<label><input type="checkbox" id="box"> dark</label><div id="wrap">${figure()}</div>`;
      const { page, problems, close } = await visit('toggled', body, { head });
      for (const wanted of [false, true, false]) {
        await page.waitForFunction(`(${isDark})() === ${wanted}`);
        await page.evaluate(toggle);
      }
      assert.deepEqual(problems, []);
      await close();
    });
  }

  const places = [
    ['a light blog under a dark system', '<style>body { background: white }</style>', 'dark', false],
    ['a page without any color under a dark system', '', 'dark', false],
    ['a page that leaves it to the reader', '<meta name="color-scheme" content="light dark">', 'dark', true],
    ['a page whose sheet leaves it to the reader', '<style>:root { color-scheme: light dark }</style>', 'dark', true],
    ['a dark blog under a light system', '<style>html { background: oklch(0.2 0.02 250) }</style>', 'light', true],
    ['a veil over dark', '<style>body { background: #000 } #wrap { background: #fff2 }</style>', 'light', true],
    ['a veil over light', '<style>#wrap { background: #0003 }</style>', 'light', false],
    [
      'light text on a gradient',
      '<style>body { background: linear-gradient(#123, #000); color: #fff }</style>',
      'light',
      true,
    ],
    [
      'a declared scheme on another color',
      '<style>#wrap { color-scheme: dark; background: #fff }</style>',
      'light',
      true,
    ],
  ];
  for (const [name, head, colorScheme, expected] of places) {
    it(`on ${name} is ${expected ? 'dark' : 'light'}`, async () => {
      const { page, close } = await visit('place', `<div id="wrap">${figure()}</div>`, { head, colorScheme });
      assert.equal(await page.evaluate(isDark), expected);
      await close();
    });
  }

  it('follows the reader where the page leaves it to the reader', async () => {
    const head = '<meta name="color-scheme" content="light dark">';
    const { page, close } = await visit('reader', figure(), { head, colorScheme: 'light' });
    assert.equal(await page.evaluate(isDark), false);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(isDark);
    await close();
  });
});

describe('an iframe', () => {
  const head = `<style>body { margin: 0; background: rgb(250, 240, 230); color: #222 } body.dark { background: rgb(20, 10, 30); color: #ddd }
    iframe { display: block; border: 0; width: 600px; height: 500px }</style>`;
  const frame = (query) =>
    `<iframe src="${hosts.folder}?figure=targets&${query}"></iframe><script async src="${hosts.folder}resize.js"></script>`;
  const card = (page) =>
    page
      .frames()[1]
      .evaluate(
        () =>
          getComputedStyle(document.querySelector('label-smoothing').shadowRoot.querySelector('figure'))
            .backgroundColor,
      );
  /** The colors of the pixels in the upper corners of the frame. */
  const corners = async (page) => {
    const shot = `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
    return page.evaluate(async (shot) => {
      const image = await createImageBitmap(await (await fetch(shot)).blob());
      const copy = new OffscreenCanvas(image.width, image.height).getContext('2d', { willReadFrequently: true });
      copy.drawImage(image, 0, 0);
      return [0, 599].map((x) => [...copy.getImageData(x, 0, 1, 1).data].slice(0, 3).join(' '));
    }, shot);
  };

  for (const colorScheme of ['light', 'dark']) {
    it(`follows its host under a ${colorScheme} system, and its corners are the host’s`, async () => {
      const { page, problems, close } = await hosts.visit('framed', post(frame(''), { head }), { colorScheme });
      const shows = async (wanted, background) => {
        await until(async () => (await page.frames()[1].evaluate(isDark)) === (wanted === 'dark'));
        await until(() =>
          page.evaluate((wanted) => document.querySelector('iframe').style.colorScheme === wanted, wanted),
        );
        await frames(page);
        assert.deepEqual(await corners(page), [background, background]);
      };
      await shows('light', '250 240 230');
      await page.evaluate(() => document.body.classList.add('dark'));
      await shows('dark', '20 10 30');
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('with a theme of its own keeps it, with corners of the host’s', async () => {
    const { page, close } = await hosts.visit('themed', post(frame('theme=dark'), { head }));
    await page.waitForFunction(() => document.querySelector('iframe').style.colorScheme === 'dark');
    await frames(page);
    assert.deepEqual(await corners(page), ['250 240 230', '250 240 230']);
    assert.equal(await card(page), 'rgb(22, 27, 34)');
    await close();
  });
});

describe('type', () => {
  /** The fonts in which a page's canvases have been written on since the last call. */
  const listen = (page) =>
    page.addInitScript(() => {
      window.written = [];
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (...args) {
        window.written.push({ font: this.font, width: this.measureText(args[0]).width, text: args[0] });
        return fillText.apply(this, args);
      };
    });

  it('is that of a font that arrives late, on the canvas too', async () => {
    const font = await readFile(findFont());
    hosts.host.pages.set('late.ttf', { text: font, type: 'font/ttf' });
    const head = `<style>@font-face { font-family: Late; src: url(/late.ttf) } body { --ls-font: Late, monospace }</style>`;
    let send;
    const asked = new Promise((done) => {
      send = done;
    });
    const { page, close } = await visit('late', figure(), {
      head,
      prepare: async (tab) => {
        await listen(tab);
        await tab.route('**/late.ttf', (route) => send(() => route.continue()));
      },
    });
    const release = await asked;
    const widths = () =>
      page.evaluate(() =>
        window.written
          .splice(0)
          .filter(({ text }) => text === 'Class')
          .map(({ width }) => width),
      );
    const before = (await widths()).at(-1);
    await release();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(
      (before) => window.written.some(({ text, width }) => text === 'Class' && width !== before),
      before,
    );
    // The labels of the axis are placed by their new width.
    const late = await page.evaluate(() =>
      document.querySelector('label-smoothing').shadowRoot.querySelector('canvas').toDataURL(),
    );
    await page.evaluate(async () => {
      const again = document.createElement('label-smoothing');
      again.setAttribute('figure', 'targets');
      again.setAttribute('loading', 'eager');
      document.querySelector('label-smoothing').replaceWith(again);
      await again.ready;
    });
    await frames(page);
    assert.equal(
      await page.evaluate(() =>
        document.querySelector('label-smoothing').shadowRoot.querySelector('canvas').toDataURL(),
      ),
      late,
    );
    await close();
  });

  it('on the canvas grows with the root’s, as that of the controls does', async () => {
    for (const [root, expected] of [
      [10, 12],
      [16, 12],
      [24, 18],
    ]) {
      const head = `<style>html { font-size: ${root}px }</style>`;
      const { page, close } = await visit('root', figure(), { head, prepare: listen });
      const sizes = await page.evaluate(() =>
        window.written.filter(({ text }) => text === 'Class').map(({ font }) => Number.parseFloat(font)),
      );
      assert.ok(sizes.length > 0);
      assert.deepEqual([...new Set(sizes)], [expected]);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '20px'));
      await page.waitForFunction(() =>
        window.written.some(({ text, font }) => text === 'Class' && font.startsWith('15px')),
      );
      await close();
    }
  });

  it('takes nothing of the host’s text', async () => {
    const picture = async (head, wrap) => {
      const { page, close } = await visit('text', wrap(figure('heatmap', 'lang="en"')), { head });
      await page.mouse.move(0, 0);
      await frames(page);
      const shot = await page.locator('label-smoothing').screenshot();
      await close();
      return shot;
    };
    const base = 'body { margin: 0; font-size: 16px }';
    const plain = await picture(`<style>${base}</style>`, (inside) => `<div id="wrap">${inside}</div>`);
    const odd = await picture(
      `<style>${base} #wrap { word-break: break-all; hyphens: auto; overflow-wrap: anywhere; text-indent: 3em; line-height: 3; letter-spacing: 2px;
        font: italic 700 16px/3 serif; font-feature-settings: "smcp"; text-align: right; -webkit-text-fill-color: red; -webkit-text-stroke: 1px red;
        text-decoration: underline line-through red; list-style: square inside; border-spacing: 9px; text-emphasis: dot; white-space: pre; tab-size: 20 }</style>`,
      (inside) => `<div id="wrap">${inside}</div>`,
    );
    assert.ok(plain.equals(odd), 'the figure looks different');
  });
});

describe('zoom', () => {
  const box = (page) =>
    page.evaluate(() => {
      const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
      const { x, y, width, height } = canvas.getBoundingClientRect();
      const parent = canvas.parentElement.getBoundingClientRect();
      return { x, y, width, height, parent: parent.width, pixels: canvas.width };
    });

  it('of the browser leaves the canvas sharp at a fixed width', async () => {
    const head = '<style>label-smoothing { width: 600px }</style>';
    const { page, close } = await visit('sharp', figure(), { head });
    const session = await page.context().newCDPSession(page);
    for (const deviceScaleFactor of [2, 1.5, 1]) {
      // What a browser does that zooms.
      const [width, height] = [900, 700].map((size) => Math.round(size / deviceScaleFactor));
      await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
      await page.waitForFunction((ratio) => {
        const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
        return Math.abs(canvas.width / canvas.clientWidth - ratio) < 0.01;
      }, deviceScaleFactor);
    }
    await close();
  });

  for (const style of ['zoom: 1.5', 'transform: scale(1.5); transform-origin: 0 0', 'zoom: 0.75']) {
    it(`by ${style} leaves the canvas sharp, in its box, and the pointer right`, async () => {
      const head = `<style>body { margin: 0 } #wrap { width: 560px; ${style} }</style>`;
      const { page, close } = await visit('zoomed', `<div id="wrap">${figure('decomposition')}</div>`, { head });
      await frames(page);
      const { x, y, width, height, parent, pixels } = await box(page);
      assert.ok(Math.abs(width - parent) < 2, `the canvas is ${width} wide in ${parent}`);
      assert.ok(pixels >= Math.floor(width) - 2, `${pixels} pixels on ${width}`);
      const read = async (page, box) => {
        const places = [];
        for (const fraction of [0.3, 0.6, 0.9]) {
          await page.mouse.click(box.x + fraction * box.width, box.y + 0.5 * box.height);
          places.push(await page.evaluate(() => document.querySelector('label-smoothing').probability));
          // What the tooltip is about is what the pointer is at.
          await page.mouse.move(box.x + fraction * box.width, box.y + 0.4 * box.height);
          places.push(await page.evaluate(() => window.pointed));
        }
        return places;
      };
      const listen = () =>
        addEventListener('ls-highlight', ({ detail }) => Object.assign(window, { pointed: detail.index }));
      await page.evaluate(listen);
      const magnified = await read(page, { x, y, width, height });
      await page.evaluate(() => document.getElementById('wrap').setAttribute('style', 'zoom: 1; transform: none'));
      await frames(page);
      const usual = await read(page, await box(page));
      magnified.forEach((place, index) => {
        const tolerance = index % 2 === 0 ? 0.015 : 1.5;
        assert.ok(Math.abs(place - usual[index]) <= tolerance, `${magnified} is read where ${usual} is`);
      });
      await close();
    });
  }
});

describe('layout', () => {
  it('from right to left leaves the order of numbers as it is', async () => {
    const { page, close } = await visit('rtl', figure('steps') + figure('heatmap'), {
      head: '<style>:root { direction: rtl }</style>',
    });
    const [cells, ticks] = await page.evaluate(() => {
      const [steps, map] = [...document.querySelectorAll('label-smoothing')].map(({ shadowRoot }) => shadowRoot);
      const left = (element) => element.getBoundingClientRect().left;
      return [
        [...steps.querySelector('.tensor table').tBodies[0].rows[0].cells].map(left),
        [...map.querySelectorAll('.scale .ticks span')].map(left),
      ];
    });
    for (const places of [cells, ticks]) {
      assert.ok(places.length > 3);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    }
    await close();
  });

  it('that shrinks to fit gives figures room, and no more than there is', async () => {
    const wraps = {
      'inline-block': `<div style="display: inline-block">${figure()}</div>`,
      float: `<div style="float: left">${figure()}</div>`,
      table: `<table><tr><td>${figure()}</td></tr></table>`,
      'centered grid item': `<div style="display: grid; justify-items: center">${figure()}</div>`,
      'flex item': `<div style="display: flex">${figure()}</div>`,
      'fit-content': `<div style="width: fit-content">${figure()}</div>`,
      'out of flow': `<div style="position: absolute">${figure()}</div>`,
    };
    for (const [width, least] of [
      [900, 500],
      [320, 280],
    ]) {
      for (const [name, body] of Object.entries(wraps)) {
        const head = '<style>body { margin: 8px }</style>';
        const { page, close } = await visit('shrunk', body, { head, viewport: { width, height: 700 } });
        const [own, over] = await page.evaluate(() => [
          document.querySelector('label-smoothing').getBoundingClientRect().width,
          document.documentElement.scrollWidth - innerWidth,
        ]);
        assert.ok(own >= least && own <= width, `${name} in ${width}: ${own}`);
        assert.ok(over <= 0, `${name} in ${width} goes ${over} beyond the page`);
        await close();
      }
    }
  });

  it('is kept in another document, whose scheme is followed', async () => {
    const { page, problems, close } = await visit(
      'moved',
      `${figure()}<iframe id="other" width="700" height="600"></iframe>`,
    );
    const look = () =>
      page.evaluate(() => {
        const element =
          document.querySelector('label-smoothing') ??
          document.getElementById('other').contentDocument.querySelector('label-smoothing');
        const { borderRadius, display, fontSize, backgroundColor } = element.ownerDocument.defaultView.getComputedStyle(
          element.shadowRoot.querySelector('figure'),
        );
        return { borderRadius, display, fontSize, backgroundColor };
      });
    const before = await look();
    await page.evaluate(async () => {
      const { contentDocument } = document.getElementById('other');
      contentDocument.body.append(document.querySelector('label-smoothing'));
    });
    await frames(page);
    assert.deepEqual(await look(), before);
    const inside = page.frames()[1];
    await inside.locator('input[type=range]#alpha').focus();
    await page.keyboard.press('ArrowRight');
    await inside.waitForFunction(() => document.querySelector('label-smoothing').getReadout().alpha === 0.11);
    await inside.evaluate(() => document.body.style.setProperty('background', '#111'));
    await inside.waitForFunction(isDark);
    assert.deepEqual(problems, []);
    await close();
  });
});

describe('a finger', () => {
  const space = '<div style="height: 1500px"></div>';
  const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
  const meta = '<style>body { margin: 8px }</style>';

  /** Puts a finger down, moves it in steps by so much and lifts it, or has it taken away. */
  async function swipe(page, [x, y], [dx, dy], last = 'touchEnd') {
    const session = await page.context().newCDPSession(page);
    const touch = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await touch('touchStart', [{ x, y }]);
    for (let step = 1; step <= 12; step++) {
      await touch('touchMove', [{ x: x + (dx * step) / 12, y: y + (dy * step) / 12 }]);
      await frames(page);
    }
    await touch(last, []);
    await frames(page);
  }

  async function open(name) {
    const opened = await visit('finger', figure(name) + space, { head: meta, ...phone });
    const { page } = opened;
    await page.evaluate(() => {
      window.events = [];
      for (const type of ['input', 'change']) addEventListener(type, () => window.events.push(type));
    });
    const canvas = page.locator('label-smoothing canvas').first();
    await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await frames(page);
    const place = async (x, y) => {
      const box = await canvas.boundingBox();
      return [box.x + x * box.width, box.y + y * box.height];
    };
    const state = () => page.evaluate(() => JSON.stringify(document.querySelector('label-smoothing').getState()));
    const scrolled = () => page.evaluate(() => scrollY);
    const events = () => page.evaluate(() => window.events.splice(0));
    return { ...opened, place, state, scrolled, events };
  }

  for (const name of ['cross-entropy', 'loss-curve', 'logit-gap', 'decomposition', 'targets', 'heatmap']) {
    it(`that swipes over ${name} scrolls the page and changes nothing`, async () => {
      const { page, place, state, scrolled, events, close } = await open(name);
      const before = await state();
      const start = await scrolled();
      // Away from what is dragged up and down itself.
      await swipe(page, await place(0.5, 0.3), [4, -200]);
      await page.waitForFunction((start) => scrollY > start + 80, start);
      assert.equal(await state(), before);
      assert.deepEqual(await events(), []);
      await close();
    });
  }

  for (const name of ['loss-curve', 'logit-gap', 'decomposition']) {
    it(`that moves sideways over ${name} drags, and scrolls nothing`, async () => {
      const { page, place, state, scrolled, events, close } = await open(name);
      const before = await state();
      const start = await scrolled();
      await swipe(page, await place(0.3, 0.5), [120, 6]);
      assert.notEqual(await state(), before);
      assert.equal(await scrolled(), start);
      assert.equal((await events()).at(-1), 'change');
      await close();
    });
  }

  it('takes a bar by its top', async () => {
    const { page, place, scrolled, close } = await open('cross-entropy');
    const start = await scrolled();
    // Its color begins at its top.
    const top = await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      const canvas = element.shadowRoot.querySelector('canvas');
      const color = getComputedStyle(element.shadowRoot.querySelectorAll('.legend li')[1], '::before')
        .backgroundColor.match(/\d+/g)
        .map(Number);
      const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const at = 4 * (row * width + column);
          if (color.every((part, index) => data[at + index] === part)) return [column / width, row / height];
        }
    });
    const before = await page.evaluate(() => document.querySelector('label-smoothing').probability);
    await swipe(page, await place(top[0] + 0.02, top[1] + 0.02), [3, 60]);
    const after = await page.evaluate(() => document.querySelector('label-smoothing').probability);
    assert.ok(after < before - 0.1, `from ${before} to ${after}`);
    assert.equal(await scrolled(), start);
    await close();
  });

  it('that is taken away in the middle of a drag has changed nothing', async () => {
    const { page, place, state, events, close } = await open('loss-curve');
    const before = await state();
    await swipe(page, await place(0.3, 0.5), [120, 6], 'touchCancel');
    assert.equal(await state(), before);
    const fired = await events();
    assert.ok(fired.includes('input') && !fired.includes('change'), String(fired));
    await close();
  });

  it('that taps reads off the place', async () => {
    const { page, place, state, events, close } = await open('loss-curve');
    const before = await state();
    await page.touchscreen.tap(...(await place(0.7, 0.5)));
    await frames(page);
    assert.notEqual(await state(), before);
    assert.equal((await events()).at(-1), 'change');
    await close();
  });
});

describe('a mouse', () => {
  it('that moves across a drag’s direction drags nothing, and one that is pressed and released has clicked', async () => {
    const { page, close } = await visit('mouse', figure('decomposition'));
    const { x, y, width, height } = await page.locator('label-smoothing canvas').boundingBox();
    const probability = () => page.evaluate(() => document.querySelector('label-smoothing').probability);
    const before = await probability();
    await page.mouse.move(x + 0.3 * width, y + 0.3 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.31 * width, y + 0.6 * height, { steps: 8 });
    await page.mouse.up();
    assert.equal(await probability(), before);
    await page.mouse.click(x + 0.3 * width, y + 0.3 * height);
    assert.notEqual(await probability(), before);
    await close();
  });
});

describe('keys', () => {
  const head = `<script>
    window.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({ type, key }) => heard.push(type + ' ' + key));
  </script>`;

  it('that a control or picture uses stop at the element; Tab, Escape and shortcuts go on', async () => {
    const { page, close } = await visit('keys', figure(), { head });
    const root = page.locator('label-smoothing');
    const heard = async (...keys) => {
      await page.evaluate(() => heard.splice(0));
      for (const key of keys) await page.keyboard.press(key);
      return page.evaluate(() => [...new Set(heard.map((text) => text.split(' ')[1]))]);
    };
    await root.locator('#alpha-exact').focus();
    assert.deepEqual(await heard('0', '.', '3', 'n', 'ArrowUp', 'Backspace', 'Enter', 'Home', 'Shift+ArrowLeft'), []);
    assert.deepEqual(await heard('Escape'), ['Escape']);
    assert.deepEqual(await heard('Control+k'), ['Control', 'k']);
    assert.deepEqual(await heard('F7'), ['F7']);
    await root.locator('input[type=range]#alpha').focus();
    assert.deepEqual(await heard('ArrowRight', 'ArrowLeft', 'Home', 'End', 'PageUp'), []);
    assert.deepEqual(await heard('Alt+n'), ['Alt', 'n']);
    assert.deepEqual(await heard('f'), ['f']);
    await root.locator('.fold > summary').focus();
    assert.deepEqual(await heard('Enter'), []);
    await root.locator('select#convention').focus();
    assert.deepEqual(await heard('o', 'ArrowDown'), []);
    await page.keyboard.press('Escape');
    await root.locator('canvas').focus();
    assert.deepEqual(await heard('ArrowRight', 'ArrowLeft'), []);
    assert.deepEqual(await heard('PageDown', 's'), ['PageDown', 's']);
    await root.getByRole('button', { name: 'Reset' }).focus();
    assert.deepEqual(await heard(' ', 'Enter'), []);
    assert.deepEqual(await heard('ArrowRight', 'p'), ['ArrowRight', 'p']);
    assert.deepEqual(await heard('Tab'), ['Tab']);
    await close();
  });

  it('in what an author put into the element are the page’s', async () => {
    const body = '<label-smoothing figure="pie"><input id="own"></label-smoothing>';
    const { page, close } = await hosts.visit('own', hosts.withScript(body, { head }));
    await page.focus('#own');
    await page.keyboard.press('x');
    assert.deepEqual(await page.evaluate(() => heard), ['keydown x', 'keypress x', 'keyup x']);
    await close();
  });
});

describe('what an author has to know is said on the console', () => {
  /** What says it is loaded only then. */
  const theOneSaid = async (page, problems) => {
    const said = () => problems.filter((text) => text.includes('label-smoothing> '));
    await until(() => said().length > 0);
    await frames(page);
    assert.equal(said().length, 1, problems.join('\n'));
    return said()[0];
  };

  it('once, where a policy forbids WebAssembly', async () => {
    const { page, problems, close } = await hosts.visit('forbidden', {
      text: hosts.withScript(figure() + figure('heatmap')),
      headers: { 'Content-Security-Policy': `script-src ${hosts.site.url}` },
    });
    await until(() => page.evaluate(hasFailed));
    assert.match(await theOneSaid(page, problems), /wasm-unsafe-eval/);
    await close();
  });

  it('once, where a request fails', async () => {
    const { page, problems, close } = await hosts.visit('failing', hosts.withScript(figure() + figure()), {
      prepare: (tab) => tab.route(/\/chunks\//, (route) => route.abort()),
    });
    await until(() => page.evaluate(hasFailed));
    assert.match(await theOneSaid(page, problems), /chunks\//);
    await close();
  });

  it('where a tag that closes itself swallows what follows', async () => {
    const body =
      '<div><label-smoothing figure="targets" loading="eager" /><h2>Next</h2><p>one</p><p>two</p></div><p>after</p>';
    const { page, problems, close } = await visit('swallowed', body);
    await until(() => problems.length > 0);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /<label-smoothing figure="targets">.*<\/label-smoothing>/);
    await page.evaluate(() => document.querySelector('p'));
    await close();
  });

  it('and nothing where children are what they should be', async () => {
    const body = `<div><label-smoothing figure="targets" loading="eager"><a href="#x"><img alt="bars"></a></label-smoothing></div>
      <p><label-smoothing figure="heatmap" loading="eager"><p>A heat map.</p></label-smoothing>`;
    const { problems, close } = await visit('closed', body);
    assert.deepEqual(problems, []);
    await close();
  });
});
