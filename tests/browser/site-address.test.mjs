// npm test -- --all
// A site that is built with its address: what search engines and previews of links read.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../../scripts/shared/common.mjs';

const run = promisify(execFile);
const address = 'https://example.org/blog/label-smoothing/';

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'label-smoothing-site-'));
  const program = `const { build } = await import('vite');
const made = (configFile, outDir) => build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
await made('vite.config.ts', ${JSON.stringify(join(folder, 'site'))});
await made('web/embed/vite.config.ts', ${JSON.stringify(join(folder, 'embed'))});`;
  // Without the slash, as people write it.
  const env = { ...process.env, SITE_URL: address.slice(0, -1) };
  await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: root, env });
  await cp(join(folder, 'embed'), join(folder, 'site/embed'), { recursive: true });
});
after(() => rm(folder, { recursive: true, force: true }));

/** The attribute of the elements of a document's head that have these other attributes. */
const inHead = (html, tag, attributes, wanted) =>
  [...html.matchAll(new RegExp(`<${tag} [^>]*>`, 'g'))]
    .map(([element]) =>
      Object.fromEntries([...element.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
    )
    .filter((element) => Object.entries(attributes).every(([key, value]) => element[key] === value))
    .map((element) => (typeof wanted === 'string' ? element[wanted] : wanted.map((key) => element[key])));

const previews = [];
for (const [lang, path] of [
  ['zh-Hant', ''],
  ['en', 'en/'],
]) {
  it(`the page in ${lang} names itself, its translations and a picture by absolute addresses`, async () => {
    const html = await readFile(join(folder, 'site', path, 'index.html'), 'utf8');
    assert.deepEqual(inHead(html, 'link', { rel: 'canonical' }, 'href'), [address + path]);
    assert.deepEqual(Object.fromEntries(inHead(html, 'link', { rel: 'alternate' }, ['hreflang', 'href'])), {
      'zh-Hant': address,
      en: `${address}en/`,
      'x-default': address,
    });
    assert.deepEqual(inHead(html, 'meta', { property: 'og:url' }, 'content'), [address + path]);
    const [picture, ...others] = inHead(html, 'meta', { property: 'og:image' }, 'content');
    assert.deepEqual(others, []);
    assert.ok(picture.startsWith(address));
    const png = await readFile(join(folder, 'site', picture.slice(address.length)));
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    // Previews are cut to about twice as wide as high and want 1200 pixels.
    assert.ok(png.readUInt32BE(16) >= 1200, `${png.readUInt32BE(16)} pixels wide`);
    previews.push(png);
  });
}

it('each language has a picture of its own', () => {
  assert.equal(previews.length, 2);
  assert.ok(!previews[0].equals(previews[1]));
});

it('the page for missing addresses leads home from any depth', async () => {
  const html = await readFile(join(folder, 'site/404.html'), 'utf8');
  assert.deepEqual(
    [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href),
    ['/blog/label-smoothing/', '/blog/label-smoothing/en/'],
  );
});

it('oEmbed answers with absolute addresses', async () => {
  const answer = JSON.parse(await readFile(join(folder, 'site/embed/oembed/targets.json'), 'utf8'));
  assert.equal(answer.provider_url, address);
  assert.equal(answer.thumbnail_url, `${address}embed/targets.png`);
  await readFile(join(folder, 'site/embed/targets.png'));
});
