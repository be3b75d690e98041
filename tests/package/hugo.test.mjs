// npm test -- --all
// A real Hugo site with the built module as one of its themes, opened in Chromium.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root, run } from '../../scripts/shared/common.mjs';
import { openBrowser, serveFolder } from './support.mjs';

let folder;
let browser;
let site;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'label-smoothing-hugo-'));
  await cp(join(root, 'tests/package/hugo'), folder, { recursive: true });
  const embed = join(root, 'dist/site/embed');
  const archive = (await readdir(embed)).find((name) => /^label-smoothing-hugo-.*\.tar\.gz$/.test(name));
  await mkdir(join(folder, 'themes'));
  await run('tar', ['-xzf', join(embed, archive), '-C', join(folder, 'themes')]);
  await hugo();
  browser = await openBrowser();
  // The blog is below a path of its server, which also has the files of the module.
  site = await serveFolder(join(folder, 'public'), {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:",
  });
});
after(async () => {
  await browser?.close();
  await site?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const hugo = (options) => run('hugo', ['--destination', 'public/blog'], { cwd: folder, ...options });

it('shows the three figures of a post, live', async () => {
  const answer = await browser.answerOf(`${site.url}blog/posts/smoothing/`, {
    read: () => {
      const figures = [...document.querySelectorAll('label-smoothing')];
      for (const figure of figures) figure.loading = 'eager';
      const ready = figures.length === 3 && figures.every((figure) => figure.shadowRoot?.querySelector('figcaption'));
      if (!ready) return null;
      figures[0].alpha = 0.2;
      return {
        scripts: document.querySelectorAll('script').length,
        figures: figures.map((figure) => figure.figure),
        readouts: figures.map((figure) => figure.getReadout()),
        followed: [figures[1].alpha, figures[2].alpha],
        languages: figures.map((figure) => figure.shadowRoot.querySelector('figure').lang),
        fallbacks: figures.map((figure) => figure.textContent.trim()),
      };
    },
  });
  // Every figure brings the script, which the browser runs once.
  assert.equal(answer.scripts, 3);
  assert.deepEqual(answer.figures, ['targets', 'heatmap', 'loss-curve']);
  assert.deepEqual(answer.languages, ['zh-Hant', 'zh-Hant', 'zh-Hant']);
  const [bars, map, curve] = answer.readouts;
  // 1 − α + α/K after the change to α = 0.2.
  assert.ok(Math.abs(bars['target-probability'] - 0.84) < 1e-6, JSON.stringify(bars));
  assert.ok(Math.abs(map['other-probability'] - 0.4 / 3) < 1e-6, JSON.stringify(map));
  assert.equal(curve['minimum-x'], 27);
  assert.deepEqual(answer.fallbacks, [
    '互動圖表：平滑前後的標籤',
    '這裡應該有一張熱圖。',
    '互動圖表：KL 損失隨 x 變化',
  ]);
});

const live = (path, names) =>
  browser
    .answerOf(`${site.url}blog/posts/${path}/`, {
      read: () => {
        const figures = [...document.querySelectorAll('label-smoothing')];
        for (const figure of figures) figure.loading = 'eager';
        const isReady =
          figures.length > 0 && figures.every(({ shadowRoot }) => shadowRoot?.querySelector('figcaption'));
        return isReady && figures.map(({ figure, alpha }) => `${figure} ${alpha}`);
      },
    })
    .then((figures) => assert.deepEqual(figures, names));

it('shows figures whose shortcode goes through Markdown', () => live('percent', ['targets 0.3', 'heatmap 0.4']));

it('shows figures inside other shortcodes', () => live('inside', ['targets 0.3', 'heatmap 0.4']));
it('shows figures inside shortcodes that go through Markdown', () =>
  live('inside-percent', ['targets 0.3', 'heatmap 0.4']));

it('shows blocks of code of its language where shortcodes render their content, as live figures', () =>
  live('block', ['loss-curve 0.2', 'targets 0.1']));

it('has a picture and the address of the post for feeds, and words for summaries', async () => {
  const html = await readFile(join(folder, 'public/blog/posts/percent/index.html'), 'utf8');
  const [, link, picture] = /<a href="([^"]+)"><img src="([^"]+)"/.exec(html);
  assert.equal(link, 'https://example.org/blog/posts/percent/');
  assert.match(picture, /^\/blog\/label-smoothing\/[\d.]+\/targets\.zh-Hant\.svg$/);
  const svg = await readFile(join(folder, 'public', picture), 'utf8');
  assert.match(svg, /^<svg [^>]*>.*平滑前後的標籤/s);
  const feed = await readFile(join(folder, 'public/blog/index.xml'), 'utf8');
  // Older versions of Hugo leave tags out of summaries.
  assert.match(feed, /拉動 α 看看長條怎麼變：[^<]*互動圖表：平滑前後的標籤/);
});

it('says what to do where a page mixes both ways of writing and Markdown leaves HTML out', async () => {
  const post = join(folder, 'content/posts/percent.md');
  const original = await readFile(post, 'utf8');
  await writeFile(post, `${original}\n{{< label-smoothing figure="targets" >}}\n`);
  const { code, output } = await hugo({ check: false });
  assert.notEqual(code, 0);
  assert.match(output, /markup\.goldmark\.renderer\.unsafe = true.*percent\.md:/);
  const configuration = join(folder, 'hugo.toml');
  const settings = await readFile(configuration, 'utf8');
  await writeFile(configuration, `${settings}\n[markup.goldmark.renderer]\nunsafe = true\n`);
  await hugo();
  await live('percent', ['targets 0.3', 'heatmap 0.4', 'targets 0.1']);
  await writeFile(configuration, settings);
  await writeFile(post, original);
});

it('stops the build at a parameter that does not exist, a figure that does not exist and a value that cannot be', async () => {
  const post = join(folder, 'content/posts/smoothing.md');
  const original = await readFile(post, 'utf8');
  for (const [shortcode, message] of [
    ['figure="targets" apha="0.1"', /apha is no parameter, expected one of figure, alpha,.*smoothing\.md:/],
    ['figure="pie"', /figure is pie, expected \^\(targets\|/],
    ['figure="targets" alpha="a lot"', /alpha is a lot, expected/],
    ['figure="targets" alpha="1\\"><script>alert(1)</script>"', /alpha is 1.*expected/],
    ['"targets"', /expected named parameters/],
    ['alpha="0.1"', /figure is missing/],
  ]) {
    await writeFile(post, `${original}\n{{< label-smoothing ${shortcode} >}}\n`);
    const { code, output } = await hugo({ check: false });
    assert.notEqual(code, 0, shortcode);
    assert.match(output, message);
  }
  await writeFile(post, original);
});
