// The code of the page: copied with one press, run as copied, and led through line by line beside its matrices.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { hasTorch, python } from '../../scripts/shared/system-packages.mjs';
import { openSite } from './support.mjs';

const run = promisify(execFile);
const noTorch = !(await hasTorch()) && 'no Python with PyTorch';

let site;
let folder;
before(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'label-smoothing-code-'));
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page that may use the clipboard, with the chapter about the implementation open. */
async function visit(path) {
  const opened = await site.open(`${path}#implementation`, {
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { ...opened, code: (language) => opened.page.locator(`[data-language="${language}"]`) };
}

async function copied(page, block) {
  await block.locator('.copy').click();
  await block.locator('.copy', { hasText: /^(Copied|已複製)$/ }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const path of ['', 'en/']) {
  describe(`on /${path}`, () => {
    it('every block is copied as it reads', async () => {
      const { page, problems, close } = await visit(path);
      const blocks = await page.locator('.code:visible').all();
      assert.ok(blocks.length >= 4);
      for (const block of blocks) {
        const text = await copied(page, block);
        assert.equal(text, (await block.locator('code').textContent()).trimEnd());
        assert.ok(text.length > 10);
      }
      assert.equal(await page.locator('main pre').count(), await page.locator('.code > pre').count());
      assert.deepEqual(problems, []);
      await close();
    });

    // What the figure computes in double precision: see tests/golden.
    it('the JavaScript gives the loss of the figure', async () => {
      const { page, code, close } = await visit(path);
      await page.getByRole('radio', { name: 'JavaScript' }).check();
      const program = join(folder, 'program.mjs');
      await writeFile(program, await copied(page, code('javascript')));
      const [plain, remedied] = (await run(process.execPath, [program])).stdout.trim().split(' ').map(Number);
      assert.equal(plain, Number.POSITIVE_INFINITY);
      assert.ok(Math.abs(remedied - 5.97115) < 1e-5, String(remedied));
      await close();
    });

    it('the PyTorch code gives the loss of the figure', { skip: noTorch }, async () => {
      const { page, code, close } = await visit(path);
      const program = join(folder, 'program.py');
      await writeFile(program, await copied(page, code('python')));
      const { stdout } = await run(python, [program]);
      const [plain, remedied] = [...stdout.matchAll(/tensor\(([^)]*)\)/g)].map(([, number]) => number);
      assert.equal(plain, 'inf');
      assert.ok(Math.abs(Number(remedied) - 5.97115) < 1e-4, remedied);
      await close();
    });

    it('a chosen line shows its matrix, and the matrix shown marks its line', async () => {
      const { page, code, problems, close } = await visit(path);
      const figure = page.locator('#figure-steps');
      const lines = code('python').locator('.code-line');
      assert.equal(await lines.count(), 7);
      const matrix = () =>
        figure.evaluate(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll('.tensor:not(.aside) tbody tr')].map(({ cells }) =>
            [...cells].slice(1).map(({ textContent }) => Number(textContent)),
          ),
        );
      await lines.nth(2).click();
      assert.equal(await lines.nth(2).getAttribute('aria-pressed'), 'true');
      await page.waitForFunction(() =>
        document.getElementById('figure-steps').shadowRoot.querySelector('.tensors.single'),
      );
      // α = .4 among the K − 2 = 3 others; targets 2, 1 and 0.
      const share = 0.1333;
      assert.deepEqual(await matrix(), [
        [share, share, 0.6, share, share],
        [share, 0.6, share, share, share],
        [0.6, share, share, share, share],
      ]);
      // Back: from the figure's own control to the line, in both languages.
      await figure.locator('.stepper button').last().click();
      await page.waitForFunction(
        () => document.querySelector('[data-language="python"] [aria-pressed="true"]').dataset.step === '4',
      );
      await page.getByRole('radio', { name: 'JavaScript' }).check();
      const other = code('javascript').locator('[aria-pressed="true"]');
      assert.match(await other.innerText(), /row\[padding\] = 0/);
      await other.click();
      await page.waitForFunction(
        () => !document.getElementById('figure-steps').shadowRoot.querySelector('.tensors.single'),
      );
      assert.deepEqual(problems, []);
      await close();
    });
  });
}
