// node tests/recipes/recipes.mjs [NAME …]: tries the recipes of docs/embedding.md in the tools themselves. Each puts the
// snippet into a post in a new folder, builds it, and opens it in Chromium, where the figure must respond. Not part of
// `npm test`: it needs the network and, for Jekyll and Jupyter, Debian's packages jekyll and jupyter-nbconvert.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run, seconds, which } from '../../scripts/shared/common.mjs';
import { openSite } from '../browser/support.mjs';
import { serveFolder } from '../package/support.mjs';

const site = await openSite();
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const embed = `${site.url}embed/`;
const script = `${embed}${version}/label-smoothing.js`;

/** The builder's snippet of a figure with α = .3. */
async function snippetOf(tool) {
  const { page, close } = await site.open('embed/builder/?figure=targets&lang=en');
  await page.locator('label-smoothing input#alpha').fill('0.3');
  await page.locator(`#tab-${tool}`).click();
  const code = await page.inputValue('#code');
  await close();
  return code;
}

const tag = '<label-smoothing figure="targets" alpha="0.3" loading="eager"></label-smoothing>';
const snippet = `<script type="module" src="${script}"></script>\n${tag}`;
const frame = `<iframe src="${embed}?figure=targets&amp;alpha=0.3" title="Targets" width="100%" height="800"></iframe>`;
const post = `# A post\n\nBefore.\n\n${snippet}\n\nAfter.\n`;
const frontMatter = '---\ntitle: A post\n---\n\n';

/** The `files` of each project, the command to `build` it, and the `page` in its output folder (`out`). */
const recipes = {
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
  'Astro, Markdown and MDX': {
    packages: ['astro@5.18.2', '@astrojs/mdx@4.3.14'],
    files: {
      'astro.config.mjs': "import mdx from '@astrojs/mdx';\nexport default { integrations: [mdx()] };\n",
      'src/pages/post.md': frontMatter + post,
      // MDX treats a script as JSX does, so it goes into a component.
      'src/components/Figure.astro': `---\nconst attributes = Astro.props;\n---\n<script is:inline type="module" src="${script}"></script>\n<label-smoothing {...attributes}></label-smoothing>\n`,
      'src/pages/mdx.mdx': `import Figure from '../components/Figure.astro';\n\n# A post\n\n<Figure figure="targets" alpha="0.3" loading="eager" />\n`,
    },
    build: ['npx', 'astro', 'build', '--silent'],
    out: 'dist',
    page: ['post/', 'mdx/'],
  },
  VitePress: {
    packages: ['vitepress@1.6.4'],
    // What the builder hands out, in a site without any configuration.
    files: { 'post.md': `# A post\n\nBefore.\n\n${await snippetOf('vue')}\n\nAfter.\n` },
    build: ['npx', 'vitepress', 'build'],
    out: '.vitepress/dist',
    page: 'post.html',
  },
  Docusaurus: {
    packages: ['@docusaurus/core@3.10.2', '@docusaurus/preset-classic@3.10.2', 'react@19.3.1', 'react-dom@19.3.1'],
    files: {
      'docusaurus.config.js': `module.exports = { title: 'blog', url: 'http://example.com', baseUrl: '/', onBrokenLinks: 'ignore', scripts: [{ src: '${script}', type: 'module' }], presets: [['classic', { blog: false, docs: { routeBasePath: '/' } }]] };\n`,
      'sidebars.js': 'module.exports = {};\n',
      'docs/post.md': `---\nslug: /post\n---\n\n# A post\n\n${tag}\n`,
    },
    build: ['npx', 'docusaurus', 'build'],
    out: 'build',
    page: 'post/',
  },
  'reveal.js': {
    packages: ['reveal.js@5.2.1'],
    files: {
      'index.html': `<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="node_modules/reveal.js/dist/reveal.css"></head><body><div class="reveal"><div class="slides"><section>First</section><section>${snippet}</section></div></div><script type="module">import Reveal from './node_modules/reveal.js/dist/reveal.esm.js'; Reveal.initialize().then(() => Reveal.next());</script></body></html>`,
    },
    out: '.',
    page: '',
  },
  Jupyter: {
    program: 'jupyter-nbconvert',
    files: {
      'post.ipynb': JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [
          {
            cell_type: 'code',
            id: 'a',
            metadata: {},
            execution_count: 1,
            source: `from IPython.display import HTML\nHTML('''${frame}''')`,
            outputs: [
              {
                output_type: 'execute_result',
                execution_count: 1,
                metadata: {},
                data: { 'text/html': frame, 'text/plain': '<HTML>' },
              },
            ],
          },
        ],
      }),
    },
    build: ['jupyter-nbconvert', '--to', 'html', '--template', 'basic', 'post.ipynb'],
    out: '.',
    page: 'post.html',
  },
  // All the HTML that these let through: an iframe with three attributes, in a sandbox.
  HackMD: {
    files: { 'index.html': `<iframe src="${embed}?figure=targets&alpha=0.3" width="100%" height="800"></iframe>` },
    out: '.',
    page: '',
  },
  WordPress: {
    files: {
      'index.html': `<iframe sandbox="allow-scripts" security="restricted" src="${embed}?figure=targets&amp;alpha=0.3" width="700" height="800"></iframe>`,
    },
    out: '.',
    page: '',
  },
};

async function attempt({ packages = [], program, files, hexo, build, out, page }) {
  if (program && !which(program)) return `not tried: ${program} is not installed`;
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-recipe-'));
  let server;
  try {
    const manifest = { name: 'blog', private: true, ...(hexo ? { hexo: { version: '8.1.2' } } : {}) };
    for (const [path, text] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
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
    for (const path of [page].flat()) {
      const tab = await (await site.browser.newContext({ viewport: { width: 1000, height: 900 } })).newPage();
      await tab.goto(server.url + path);
      const place =
        /<iframe/.test(JSON.stringify(files)) && !/<label/.test(JSON.stringify(files)) ? tab.frames()[1] : tab;
      const handle = await place.waitForFunction(
        () => document.querySelector('label-smoothing')?.getReadout?.()['target-probability'],
        undefined,
        { timeout: 20_000 },
      );
      // 1 − α + α/K.
      assert.ok(Math.abs((await handle.jsonValue()) - 0.76) < 1e-6);
      await tab.context().close();
    }
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
  const result = await attempt(recipe);
  if (/^FAILS/.test(result)) process.exitCode = 1;
  console.log(`${name}: ${result} (${seconds(started)})`);
}
await site.close();
