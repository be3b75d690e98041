// Tables that commands write into documents, between `<!-- name: … -->` and `<!-- /name -->`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, root } from './common.mjs';

const regionOf = (name) => new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)(.*?)(<!-- /${name} -->)`, 's');

function find(document, path, name) {
  const match = regionOf(name).exec(document);
  if (match) return match;
  throw new Failure(`${path} has no <!-- ${name}: … --> … <!-- /${name} -->`, { hint: 'The table goes between them.' });
}

/** The text between the markers of that name. */
export async function readBetween(path, name) {
  return find(await readFile(join(root, path), 'utf8'), path, name)[2];
}

/** Replaces the text between the markers of that name. */
export async function replaceBetween(path, name, text) {
  const before = await readFile(join(root, path), 'utf8');
  find(before, path, name);
  const after = before.replace(regionOf(name), (_, start, _old, end) => `${start}\n${text.trimEnd()}\n\n${end}`);
  if (after !== before) await writeFile(join(root, path), after);
}
