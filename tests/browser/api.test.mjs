// The API reference in the site, under the site's content security policy.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

it('documents every call', async () => {
  const { page, problems, close } = await site.open('api/interfaces/lib.LabelSmoothing.html');
  const names = await page.locator('section.tsd-member h3').allTextContents();
  for (const name of ['crossEntropy', 'klDiv', 'smoothTargets', 'softmax', 'calibration', 'matrix']) {
    assert.ok(
      names.some((text) => text.trim().startsWith(name)),
      name,
    );
  }
  assert.deepEqual(problems, []);
  await close();
});

it('holds the tables for those who come from other systems', async () => {
  const { page, problems, close } = await site.open('api/index.html');
  await page.getByRole('link', { name: 'From PyTorch' }).first().click();
  await page.waitForURL(/From_PyTorch\.html$/);
  assert.equal(await page.locator('.tsd-panel h1').textContent(), 'From PyTorch');
  assert.ok((await page.locator('.tsd-panel tbody tr').count()) >= 12);
  assert.deepEqual(problems, []);
  await close();
});

for (const [path, name] of [
  ['', 'API 參考文件'],
  ['en/', 'API reference'],
]) {
  it(`is one step from the article at /${path}`, async () => {
    const article = await site.open(path);
    // In a new page: leaving the article would abort its pending loads.
    const address = await article.page.getByRole('link', { name }).evaluate((link) => link.href);
    await article.close();
    const { page, problems, close } = await site.open(address);
    await page.getByRole('link', { name: 'From PyTorch' }).first().waitFor();
    assert.deepEqual(problems, []);
    await close();
  });
}
