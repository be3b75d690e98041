// What Chinese texts look like where they are read: no space after Chinese punctuation, which brings its own.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { openChapters, openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** The way back from a footnote is no text. */
const stray = /.{0,12}[。，、；：！？）」』》][ \u00a0]+(?!↩)\S.{0,12}/gu;

/** Runs in the page: everything that can be read there, in figures too. A line of it is one of the page. */
function readAll() {
  // Formulas are no part of `innerText`, nor is what readers are still to guess.
  for (const element of document.querySelectorAll('math, [data-secret]')) element.replaceWith('x');
  const texts = [document.body.innerText];
  for (const { shadowRoot } of document.querySelectorAll('label-smoothing')) {
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
    for (const child of shadowRoot.children) texts.push(child.innerText ?? '');
  }
  return texts.join('\n');
}

/** Fails for what it finds in a page; the text must have that many letters, so that it has been there. */
async function check(page, where, letters) {
  const text = await page.evaluate(readAll);
  assert.ok(text.match(/\p{Script=Han}/gu)?.length > letters, `${where}: ${text}`);
  assert.deepEqual(text.match(stray) ?? [], [], where);
}

it('is written so', async () => {
  const folder = join(root, 'web/locales/zh-Hant');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  assert.ok(files.length > 30, String(files));
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    assert.deepEqual(text.match(stray) ?? [], [], file);
  }
});

it('is put together so in the article and beside it', async () => {
  for (const [path, letters] of [
    ['', 3000],
    ['check/', 100],
    ['404.html', 10],
  ]) {
    const { page, close } = await site.open(path, { locale: 'zh-TW' });
    await openChapters(page);
    await check(page, path, letters);
    await close();
  }
});

it('is put together so in every figure', async () => {
  const { page, close } = await site.open('embed/', { locale: 'zh-TW' });
  const names = await page.evaluate(() =>
    [...document.querySelectorAll('li a')].map(({ href }) => new URL(href).searchParams.get('figure')),
  );
  assert.ok(names.length >= 18, String(names));
  for (const name of names) {
    await page.goto(`${site.url}embed/${name}/zh-Hant/`);
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    await check(page, name, 30);
  }
  await close();
});

it('is put together so in the builder, for every tool and script', async () => {
  const { page, close } = await site.open('embed/builder/?lang=zh-Hant');
  await page.evaluate(() => document.querySelector('label-smoothing').ready);
  await page.locator('#loading').selectOption('click');
  await page.locator('.before label-smoothing').waitFor();
  const sources = await page.locator('#source option').evaluateAll((all) => all.map(({ value }) => value));
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const offered = (await page.locator('#source').isVisible()) ? sources : sources.slice(0, 1);
    for (const source of offered) {
      if (offered.length > 1) await page.locator('#source').selectOption(source);
      await check(page, `${await tab.textContent()}, ${source}`, 300);
    }
  }
  await close();
});
