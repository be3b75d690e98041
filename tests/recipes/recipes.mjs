// node tests/recipes/recipes.mjs [NAME …]: tries the recipes of docs/embedding.md in the tools themselves. Each puts what the
// builder hands out for that tool into a post in a new folder, builds it, and opens it in Chromium, where the figure must
// respond, follow the host's theme and leave it its keys, without moving anything and without a message in the console.
// RECIPES_PICTURES=FOLDER keeps pictures of all. Not part of `npm test`: it needs the network and Debian's packages hugo,
// jekyll, mkdocs-material and jupyter-nbconvert.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run, seconds, which } from '../../scripts/shared/common.mjs';
import { isDark } from '../browser/embed.mjs';
import { openSite, settled } from '../browser/support.mjs';
import { serveFolder } from '../package/support.mjs';

const site = await openSite();
const embed = `${site.url}embed/`;

/** The builder's snippets for these settings, by tool. */
async function snippetsOf(settings = '') {
  const { page, close } = await site.open(`embed/builder/?lang=en#v=2&figure=targets&alpha=0.3${settings}`);
  await page.evaluate(() => document.querySelector('label-smoothing').ready);
  await settled(() => page.inputValue('#code'));
  const snippets = {};
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    snippets[(await tab.getAttribute('id')).replace('tab-', '')] = await page.inputValue('#code');
  }
  await close();
  return snippets;
}

const { html, markdown, hugo, vue, mdx, svelte, astro, wordpress, jupyter } = await snippetsOf();
const { reveal } = await snippetsOf('&hide=convention+classes+target+toolbar+readout+notes+hint+table');

const post = `# A post\n\nBefore.\n\n${markdown}\n\nAfter.\n`;
const frontMatter = '---\ntitle: A post\n---\n\n';
const document = (body, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;

/** A button that makes a page dark by a class, as many themes do. */
const themed = {
  head: '<style>html.dark body { background: #1d1e20; color: #dadadb }</style>',
  button: `<button id="theme" onclick="document.documentElement.classList.toggle('dark')">Theme</button>`,
  toggle: (page) => page.locator('#theme').click(),
};

/**
 * The `files` of each project, the command to `build` it, and the `page` in its output folder (`out`). `toggle` switches the
 * theme of the host, `enter` goes to the figure as readers do.
 */
const recipes = {
  HTML: {
    files: { 'index.html': document(`${themed.button}<h1>A post</h1>\n${html}\n<p>After.</p>`, themed.head) },
    out: '.',
    page: '',
    toggle: themed.toggle,
  },
  Hugo: {
    program: 'hugo',
    files: {
      'hugo.toml': 'baseURL = "http://example.org/"\ntitle = "blog"\ntheme = ["label-smoothing", "plain"]\n',
      'content/post.md': `${frontMatter}Before.\n\n${hugo}\n\nAfter.\n`,
      'themes/plain/layouts/_default/single.html': document(
        `${themed.button}<h1>{{ .Title }}</h1>{{ .Content }}`,
        themed.head,
      ),
    },
    hugoModule: true,
    build: ['hugo', '--quiet', '--disableKinds', 'home,section,taxonomy,term,RSS,sitemap', '--baseURL', '/'],
    out: 'public',
    page: 'post/',
    toggle: themed.toggle,
  },
  'MkDocs Material': {
    program: 'mkdocs',
    files: {
      'mkdocs.yml': `site_name: blog
theme:
  name: material
  font: false
  palette:
    - scheme: default
      toggle: { icon: material/brightness-7, name: Dark }
    - scheme: slate
      toggle: { icon: material/brightness-4, name: Light }
`,
      'docs/index.md': '# A blog\n',
      'docs/post.md': post,
    },
    build: ['mkdocs', 'build', '--quiet'],
    out: 'site',
    page: 'post/',
    toggle: (page) => page.locator('label.md-header__button[for=__palette_2]').click(),
  },
  Jekyll: {
    program: 'jekyll',
    files: { '_config.yml': 'title: blog\n', 'post.md': `---\ntitle: A post\nlayout: null\n---\n\n${post}` },
    build: ['jekyll', 'build', '--quiet'],
    out: '_site',
    page: 'post.html',
  },
  Hexo: {
    packages: ['hexo@8.1.2', 'hexo-renderer-marked@7.0.1', 'hexo-renderer-ejs@2.0.0', 'hexo-generator-index@4.0.0'],
    files: {
      '_config.yml': 'title: blog\nurl: http://example.com\nroot: /\npermalink: :title/\ntheme: plain\n',
      'themes/plain/layout/post.ejs':
        '<!doctype html><html><head><meta charset="utf-8"></head><body><%- page.content %></body></html>',
      'themes/plain/layout/index.ejs': '<!doctype html>',
      'source/_posts/post.md': frontMatter + post,
    },
    hexo: true,
    build: ['npx', 'hexo', 'generate', '--silent'],
    out: 'public',
    page: 'post/',
  },
  Eleventy: {
    packages: ['@11ty/eleventy@3.1.8'],
    files: { 'post.md': frontMatter + post },
    build: ['npx', 'eleventy', '--quiet'],
    out: '_site',
    page: 'post/',
  },
  Astro: {
    packages: ['astro@5.18.2', '@astrojs/mdx@4.3.14'],
    files: {
      'astro.config.mjs': "import mdx from '@astrojs/mdx';\nexport default { integrations: [mdx()] };\n",
      'src/layouts/Blog.astro': `---\nimport { ClientRouter } from 'astro:transitions';\n---\n${document(`${themed.button}<slot />`, `${themed.head}<ClientRouter />`)}`,
      'src/pages/index.astro': `---\nimport Blog from '../layouts/Blog.astro';\n---\n<Blog><a href="/post/">Markdown</a> <a href="/mdx/">MDX</a></Blog>\n`,
      'src/pages/post.md': `---\ntitle: A post\nlayout: ../layouts/Blog.astro\n---\n\n${post}`,
      'src/components/Figure.astro': astro,
      'src/pages/mdx.mdx': `---\nlayout: ../layouts/Blog.astro\n---\nimport Figure from '../components/Figure.astro';\n\n# A post\n\n<Figure />\n`,
    },
    build: ['npx', 'astro', 'build', '--silent'],
    out: 'dist',
    page: ['post/', 'mdx/'],
    toggle: themed.toggle,
    // With its view transitions, and back and forth.
    enter: async (page, path) => {
      const link = page.locator(`a[href="/${path}"]`);
      await link.click();
      await page.locator('label-smoothing').waitFor();
      await page.goBack();
      await link.click();
    },
  },
  VitePress: {
    packages: ['vitepress@1.6.4'],
    // In a site without any configuration.
    files: { 'post.md': `# A post\n\nBefore.\n\n${vue}\n\nAfter.\n` },
    build: ['npx', 'vitepress', 'build'],
    out: '.vitepress/dist',
    page: 'post.html',
    toggle: (page) => page.locator('.VPNavBarAppearance .VPSwitchAppearance').dispatchEvent('click'),
  },
  Docusaurus: {
    packages: ['@docusaurus/core@3.10.2', '@docusaurus/preset-classic@3.10.2', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'docusaurus.config.js':
        "module.exports = { title: 'blog', url: 'http://example.com', baseUrl: '/', onBrokenLinks: 'ignore', presets: [['classic', { blog: false, docs: { routeBasePath: '/' } }]] };\n",
      'sidebars.js': 'module.exports = {};\n',
      'docs/post.mdx': `---\nslug: /post\n---\n\n# A post\n\nBefore.\n\n${mdx}\n\nAfter.\n`,
    },
    build: ['npx', 'docusaurus', 'build'],
    out: 'build',
    page: 'post/',
    toggle: (page) =>
      page
        .getByRole('button', { name: /dark and light mode/ })
        .first()
        .click(),
  },
  React: {
    packages: ['vite@8.3.8', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'index.html': document(
        `${themed.button}<div id="app"></div><script type="module" src="/main.jsx"></script>`,
        themed.head,
      ),
      'main.jsx': `import { createRoot } from 'react-dom/client';\n\nconst Figure = () => (\n${mdx}\n);\ncreateRoot(document.getElementById('app')).render(<Figure />);\n`,
    },
    build: ['npx', 'vite', 'build', '--logLevel', 'error'],
    out: 'dist',
    page: '',
    toggle: themed.toggle,
  },
  Svelte: {
    packages: ['vite@8.3.8', 'svelte@5.57.3', '@sveltejs/vite-plugin-svelte@7.3.1'],
    files: {
      'vite.config.mjs':
        "import { svelte } from '@sveltejs/vite-plugin-svelte';\nexport default { plugins: [svelte()] };\n",
      'index.html': document(
        `${themed.button}<div id="app"></div><script type="module" src="/main.js"></script>`,
        themed.head,
      ),
      'main.js': `import { mount } from 'svelte';\nimport Figure from './Figure.svelte';\n\nmount(Figure, { target: document.getElementById('app') });\n`,
      'Figure.svelte': svelte,
    },
    build: ['npx', 'vite', 'build', '--logLevel', 'warn'],
    out: 'dist',
    page: '',
    toggle: themed.toggle,
  },
  'reveal.js': {
    packages: ['reveal.js@5.2.1'],
    files: {
      'index.html': document(
        `<div class="reveal"><div class="slides"><section>First</section>${reveal}<section>Last</section></div></div><script type="module">import Reveal from './node_modules/reveal.js/dist/reveal.esm.js'; Reveal.initialize();</script>`,
        '<link rel="stylesheet" href="node_modules/reveal.js/dist/reveal.css"><link rel="stylesheet" id="theme" href="node_modules/reveal.js/dist/theme/white.css">',
      ),
    },
    out: '.',
    page: '',
    toggle: (page) =>
      page.evaluate(() => {
        const link = document.getElementById('theme');
        link.href = link.href.replace('white', 'black');
      }),
    enter: async (page) => {
      await page.locator('.reveal.ready').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.locator('section.present label-smoothing').waitFor();
    },
  },
  Jupyter: {
    program: 'jupyter-nbconvert',
    files: {
      'post.ipynb': JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
        cells: [{ cell_type: 'code', id: 'a', metadata: {}, execution_count: null, source: jupyter, outputs: [] }],
      }),
    },
    build: ['jupyter-nbconvert', '--execute', '--to', 'html', '--template', 'basic', 'post.ipynb'],
    out: '.',
    page: 'post.html',
    frame: true,
  },
  // All the HTML that these let through: an iframe with three attributes, in a sandbox.
  HackMD: {
    files: {
      'index.html': document(`<iframe src="${embed}?figure=targets&alpha=0.3" width="100%" height="800"></iframe>`),
    },
    out: '.',
    page: '',
    frame: true,
  },
  // A block of HTML, whose content WordPress puts out as it is, and what it makes of an address alone on a line.
  WordPress: {
    files: {
      'index.html': document(wordpress),
      'oembed.html': document(
        `<iframe sandbox="allow-scripts" security="restricted" src="${embed}?figure=targets&amp;alpha=0.3" width="700" height="800"></iframe>`,
      ),
    },
    out: '.',
    page: ['', 'oembed.html'],
    frame: true,
  },
};

/** Opens a page of the tool as a reader does, and asks of the figure what every host expects. */
async function inspect(name, url, path, { frame, toggle, enter }) {
  const context = await site.browser.newContext({ viewport: { width: 1000, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        const moved = sources.map(({ node }) => node?.nodeName ?? 'gone');
        if (!hadRecentInput) window.shifts.push(`${value} ${moved}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(enter ? url : url + path);
  await enter?.(page, path);
  const place = frame ? page.frames()[1] : page;
  const handle = await place.waitForFunction(
    () => document.querySelector('label-smoothing')?.getReadout?.()['target-probability'],
    undefined,
    { timeout: 20_000 },
  );
  // 1 − α + α/K.
  assert.ok(Math.abs((await handle.jsonValue()) - 0.76) < 1e-6);
  const keep = async (what) => {
    const folder = process.env.RECIPES_PICTURES;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${path.replaceAll('/', '')}-${what}.png`) });
  };
  const shows = (dark) =>
    page.waitForFunction(`(${isDark})() === ${dark}`, undefined, { timeout: 20_000 }).catch(() => {
      assert.fail(`the figure does not become ${dark ? 'dark' : 'light'}`);
    });
  if (!frame) {
    await shows(false);
    await page.evaluate(() => {
      window.heard = [];
      addEventListener('keydown', ({ key }) => window.heard.push(key));
    });
    await page.locator('label-smoothing input#alpha').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('label-smoothing').alpha > 0.3);
    await page.keyboard.press('Tab');
    assert.deepEqual(await page.evaluate(() => window.heard), ['Tab'], 'the keys that the host hears');
  }
  await keep('light');
  if (toggle) {
    await toggle(page);
    await shows(true);
    await keep('toggled');
  }
  assert.deepEqual(await settled(() => page.evaluate(() => window.shifts)), [], 'what moved');
  assert.deepEqual(problems, []);
  await context.close();
}

async function attempt(name, recipe) {
  const { packages = [], program, files, hexo, hugoModule, build, out, page } = recipe;
  if (program && !which(program)) return `not tried: ${program} is not installed`;
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-recipe-'));
  let server;
  try {
    const manifest = { name: 'blog', private: true, ...(hexo ? { hexo: { version: '8.1.2' } } : {}) };
    for (const [path, text] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    if (hugoModule) {
      const folderOfSite = join(root, 'dist/site/embed');
      const archive = (await readdir(folderOfSite)).find((file) => /^label-smoothing-hugo-.*\.tar\.gz$/.test(file));
      await run('tar', ['-xzf', join(folderOfSite, archive), '-C', join(folder, 'themes')]);
    }
    const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', CI: 'true' };
    if (packages.length > 0) {
      await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', ...packages], {
        cwd: folder,
        env,
      });
    }
    if (build) await run(build[0], build.slice(1), { cwd: folder, env });
    server = await serveFolder(join(folder, out));
    for (const path of [page].flat()) await inspect(name, server.url, path, recipe);
    return 'works';
  } catch (error) {
    return `FAILS: ${error.message}\n${error.output ?? ''}`;
  } finally {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2);
for (const [name, recipe] of Object.entries(recipes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = performance.now();
  const result = await attempt(name, recipe);
  if (/^FAILS/.test(result)) process.exitCode = 1;
  console.log(`${name}: ${result} (${seconds(started)})`);
}
await site.close();
