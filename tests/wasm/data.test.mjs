// The sets of pictures that come with the package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import digits from 'label-smoothing/data/digits';
import fashion from 'label-smoothing/data/fashion';
import { python } from '../../scripts/shared/system-packages.mjs';

const sets = {
  fashion: { load: fashion, size: 196, levels: 8, counts: [1000, 1000], shape: [14, 14], packed: 130 },
  digits: { load: digits, size: 64, levels: 17, counts: [1000, 797], shape: [8, 8], packed: 42 },
};

/** Labels and pixels of the sources by NumPy and scikit-learn, or undefined where their packages are missing. */
function source(name) {
  const script = {
    digits: `from sklearn.datasets import load_digits
digits = load_digits()
labels, pixels = digits.target, digits.data / 16`,
    fashion: `import gzip
def part(name, kind, header, shape):
    data = gzip.open('/usr/share/datasets/fashion-mnist/%s-%s.gz' % (name, kind)).read()
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)[:1000]
both = lambda kind, header, shape: np.concatenate([part(name, kind, header, shape) for name in ('train', 't10k')])
labels = both('labels-idx1-ubyte', 8, (-1,))
small = both('images-idx3-ubyte', 16, (-1, 14, 2, 14, 2)).mean((2, 4))
pixels = np.rint(small / 255 * 7).reshape(2000, 196) / 7`,
  }[name];
  const print = `import json
print(json.dumps({'labels': labels.tolist(), 'pixels': pixels.ravel().tolist()}))`;
  try {
    const code = `import numpy as np\n${script}\n${print}`;
    return JSON.parse(execFileSync(python, ['-c', code], { maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch (error) {
    if (error.code === 'ENOENT' || /ModuleNotFoundError|FileNotFoundError/.test(error.stderr)) return undefined;
    throw error;
  }
}

for (const [name, { load, size, levels, counts, shape, packed }] of Object.entries(sets)) {
  describe(`label-smoothing/data/${name}`, () => {
    it('has pictures of every class in both parts, with names in both languages', async () => {
      const { train, test, classes, width, height, names } = await load();
      assert.deepEqual([classes, width, height], [10, ...shape]);
      for (const [part, count] of [
        [train, counts[0]],
        [test, counts[1]],
      ]) {
        assert.ok(part.features instanceof Float32Array);
        assert.ok(part.targets instanceof Int32Array);
        assert.deepEqual([part.targets.length, part.features.length], [count, count * size]);
        assert.deepEqual([...new Set(part.targets)].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        const found = [...new Set(part.features)].sort((a, b) => a - b);
        assert.deepEqual(
          found,
          Array.from({ length: levels }, (_, level) => Math.fround(level / (levels - 1))),
        );
      }
      for (const list of [names.en, names['zh-Hant']]) assert.equal(new Set(list).size, 10);
      assert.equal(names.en[9], name === 'fashion' ? 'Ankle boot' : 'nine');
    });

    it('is what its source says, picture by picture', async (t) => {
      const expected = source(name);
      if (!expected) return t.skip("Debian's packages of the data are not installed");
      const { train, test } = await load();
      assert.deepEqual([...train.targets, ...test.targets], expected.labels);
      assert.deepEqual([...train.features, ...test.features], expected.pixels.map(Math.fround));
    });

    it('gives every caller arrays of their own', async () => {
      const first = await load();
      first.train.features.fill(9);
      assert.ok((await load()).train.features.every((value) => value <= 1));
    });

    it('is small when packed', () => {
      const bytes = readFileSync(new URL(`../../web/lib/data/${name}.gz`, import.meta.url));
      assert.ok(bytes.length <= packed * 1024, `${bytes.length} bytes`);
    });
  });
}
