// npm run data: makes the packed pictures of web/lib/data from Debian's packages of both data sets. The build turns them
// into modules; what is packed how is told there, in pictures.ts.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Failure, main, root } from './shared/common.mjs';

const folder = join(root, 'web/lib/data');

/** Bytes of the packed file, at most. */
const limits = { fashion: 130 * 1024, digits: 42 * 1024 };

const fashionFolder = '/usr/share/datasets/fashion-mnist';
const digitsFile = '/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz';

async function unzipped(path, debianPackage) {
  if (!existsSync(path)) {
    throw new Failure(`${path} is missing`, { hint: `On Debian: sudo apt-get install ${debianPackage}` });
  }
  return gunzipSync(await readFile(path));
}

/** The first pictures of a part of Fashion-MNIST, 28 x 28, as means of 2 x 2 pixels in eight levels. */
async function fashionPart(part, count) {
  const images = await unzipped(`${fashionFolder}/${part}-images-idx3-ubyte.gz`, 'dataset-fashion-mnist');
  const labels = await unzipped(`${fashionFolder}/${part}-labels-idx1-ubyte.gz`, 'dataset-fashion-mnist');
  // Behind the headers of the IDX format.
  const pixel = (picture, row, column) => images[16 + (picture * 28 + row) * 28 + column];
  return Array.from({ length: count }, (_, picture) => ({
    label: labels[8 + picture],
    levels: Array.from({ length: 14 * 14 }, (_, at) => {
      const [row, column] = [2 * Math.floor(at / 14), 2 * (at % 14)];
      const sum =
        pixel(picture, row, column) +
        pixel(picture, row, column + 1) +
        pixel(picture, row + 1, column) +
        pixel(picture, row + 1, column + 1);
      return Math.round((7 * sum) / (4 * 255));
    }),
  }));
}

/** All digits in the order of the source: 8 x 8 pixels from 0 to 16. */
async function digits() {
  const text = (await unzipped(digitsFile, 'python3-sklearn')).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .map((numbers) => ({ label: numbers[64], levels: numbers.slice(0, 64) }));
}

/** The labels, then the pixels; two to a byte where they have eight levels. */
function pack(pictures, perByte) {
  const pixels = pictures.flatMap(({ levels }) => levels);
  const packed = perByte === 1 ? pixels : pixels.flatMap((level, at) => (at % 2 ? [] : [8 * level + pixels[at + 1]]));
  return Buffer.from([...pictures.map(({ label }) => label), ...packed]);
}

await main(async () => {
  await mkdir(folder, { recursive: true });
  const { gzipAsync } = await import('@gfx/zopfli');
  const sets = {
    fashion: pack([...(await fashionPart('train', 1000)), ...(await fashionPart('t10k', 1000))], 2),
    digits: pack(await digits(), 1),
  };
  for (const [name, bytes] of Object.entries(sets)) {
    const packed = Buffer.from(await gzipAsync(bytes, { numiterations: 50 }));
    if (packed.length > limits[name]) throw new Failure(`${name}.gz has ${packed.length} bytes of ${limits[name]}`);
    await writeFile(join(folder, `${name}.gz`), packed);
    const crc = packed.readUInt32LE(packed.length - 8);
    console.log(
      `  ✓ ${name}.gz: ${packed.length} bytes; web/lib/data/${name}.ts has to expect crc 0x${crc.toString(16)}`,
    );
  }
});
