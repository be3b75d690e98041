// What `npm start` serves in an empty clone while the rest is still being built.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';

let server;
let unfinished;
const get = async (path) => {
  const response = await fetch(server.url + path);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/page-first.js'), 'first();');
  unfinished = { folder, isBuilding: true };
  server = await serveSite(4600, unfinished);
});
after(async () => {
  await server?.close();
  await rm(unfinished.folder, { recursive: true, force: true });
});

it('answers from the first build what the whole one does not have', async () => {
  const { status, type, text } = await get('assets/page-first.js');
  assert.deepEqual([status, type, text], [200, 'text/javascript; charset=utf-8', 'first();']);
  assert.equal((await get('../package.json')).status, 404);
});

it('says of a part that is not there yet that it is being built, and afterwards that there is none', async () => {
  for (const path of ['api/none.html', 'embed/none/']) {
    const { status, text } = await get(path);
    assert.equal(status, 503);
    assert.match(text, /still being built.*還在建置/s);
  }
  assert.equal((await get('none.html')).status, 404);
  unfinished.isBuilding = false;
  assert.equal((await get('api/none.html')).status, 404);
});
