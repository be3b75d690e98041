// npm test -- --all
// Whoever follows the steps of CONTRIBUTING.md gets a site in another language, and is told of every text that is missing.
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { after, before, it } from 'node:test';
import { root, run } from '../../scripts/shared/common.mjs';
import { openSite } from './support.mjs';

const tag = 'qps';
const folder = join(root, 'build/new-language');
const locales = join(folder, 'web/locales');

const edit = async (path, change) => writeFile(path, change(await readFile(path, 'utf8')));
const filesIn = async (path) =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const compiler = join(root, 'node_modules/typescript/bin/tsc');
/** What the compiler says of the tree, by file. */
const typeErrors = async () => {
  const { stdout } = await run(process.execPath, [compiler, '--noEmit', '--pretty', 'false'], {
    cwd: folder,
    check: false,
  });
  return stdout.split('\n').filter((line) => /error TS/.test(line));
};

/** Puts every text between brackets. Functions of texts give such texts; what is for machines stays. */
const pseudo = `const forMachines = new Set(['lang', 'openGraphLocale', 'words']);
export function pseudo<Of>(value: Of): Of {
  const into = (one: unknown): unknown => {
    if (typeof one === 'string') return one === '' ? '' : \`⟦\${one}⟧\`;
    if (typeof one === 'function') return (...given: unknown[]) => into(one(...given));
    if (Array.isArray(one)) return one.map(into);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, forMachines.has(key) ? inner : into(inner)]));
  };
  return into(value) as Of;
}
`;

/** The first step: every module of English again. */
async function translate() {
  await writeFile(join(locales, 'pseudo.ts'), pseudo);
  const english = join(locales, 'en');
  for (const path of await filesIn(english)) {
    const copy = join(locales, tag, relative(english, path));
    const up = (to) => {
      const way = relative(dirname(copy), to).replace(/\.ts$/, '.js');
      return way.startsWith('.') ? way : `./${way}`;
    };
    const names = [...(await readFile(path, 'utf8')).matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    const isArticle = names.includes('article');
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(
      copy,
      `import * as en from '${up(path)}';\nimport { pseudo } from '${up(join(locales, 'pseudo.ts'))}';\n${names
        .map(
          (name) =>
            `export const ${name} = ${isArticle ? `{ ...pseudo(en.${name}), lang: '${tag}' as const }` : `pseudo(en.${name})`};\n`,
        )
        .join('')}`,
    );
  }
}

/** The third step: where the texts of the languages are put together. */
async function putTogether(path) {
  await edit(path, (code) =>
    code
      .replace(/^import \{ (\w+) as (en|\w+En) \} from '(.*\/)locales\/en\/(.*)';$/gm, (line, name, own, way, rest) => {
        const ours = own === 'en' ? tag : own.replace(/En$/, 'Qps');
        return `${line}\nimport { ${name} as ${ours} } from '${way}locales/${tag}/${rest}';`;
      })
      .replace(/(\{ 'zh-Hant': \w+, en)( \})/g, `$1, ${tag}$2`)
      .replace(/(\{ 'zh-Hant': \w+, en: (\w+)En)( \})/g, `$1, ${tag}: $2Qps$3`),
  );
}

const vite = (config) =>
  run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn', '-c', config], {
    cwd: folder,
  });

let site;
before(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const path of [
    ...['web', 'vite.config.ts', 'tsconfig.json', 'package.json', 'cpp/bindings/licenses.md'],
    ...['dist/embed/label-smoothing.js', 'dist/cdn/label-smoothing.js'],
  ])
    await cp(join(root, path), join(folder, path), { recursive: true });
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

it('the compiler names every place where a text is missing', async () => {
  await edit(join(locales, 'languages.ts'), (code) =>
    code.replace(
      '] as const satisfies',
      `  { tag: '${tag}', name: 'Pseudo', direction: 'ltr', path: '${tag}/' },\n] as const satisfies`,
    ),
  );
  await edit(join(locales, 'en/toolbar.ts'), (code) => code.replace(/^ {2}\w+: .*,\n/m, ''));
  const errors = await typeErrors();
  const missing = [];
  for (const path of await filesIn(join(folder, 'web'))) {
    if (/\{ 'zh-Hant': \w+, en\b/.test(await readFile(path, 'utf8'))) missing.push(relative(folder, path));
  }
  assert.ok(missing.length > 25, String(missing.length));
  for (const path of [...missing, 'web/locales/en/toolbar.ts']) {
    assert.ok(
      errors.some((line) => line.startsWith(`${path}(`)),
      `${path}\n${errors.join('\n')}`,
    );
  }
  await cp(join(root, 'web/locales/en/toolbar.ts'), join(locales, 'en/toolbar.ts'));
});

it('a site with another language, made from English, shows it everywhere', async () => {
  await translate();
  for (const path of await filesIn(join(folder, 'web'))) {
    // The package's data sets are named in two languages, whatever the site speaks.
    if (!path.startsWith(locales) && !path.startsWith(join(folder, 'web/lib'))) await putTogether(path);
  }
  await cp(join(folder, 'web/page/en'), join(folder, 'web/page', tag), { recursive: true });
  assert.deepEqual(await typeErrors(), []);
  for (const config of [
    'web/lib/vite.config.ts',
    'web/page/check/vite.config.ts',
    'vite.config.ts',
    'web/embed/vite.config.ts',
  ])
    await vite(config);
  await cp(join(folder, 'build/embed'), join(folder, 'dist/site/embed'), { recursive: true });
  site = await openSite(join(folder, 'dist/site'));

  const { page, problems, close } = await site.open(`${tag}/`);
  await page.evaluate(() => document.getElementById('figure-targets').scrollIntoView());
  await page.evaluate(() => document.getElementById('figure-targets').ready);
  const said = await page.evaluate(() => {
    const texts = (place, selector) =>
      Array.from(place.querySelectorAll(selector), ({ textContent }) => textContent.trim()).filter(Boolean);
    const { shadowRoot } = document.getElementById('figure-targets');
    return [
      document.title,
      ...texts(document, 'h1, h2, .claim, nav li, .gesture, .seen, #theme option, footer'),
      ...texts(shadowRoot, 'figcaption, label, button, summary, .legend li, .hint, .notes li, option'),
    ];
  });
  assert.ok(said.length > 60, String(said.length));
  assert.deepEqual(
    said.filter((text) => !text.includes('⟦')),
    [],
  );
  assert.equal(await page.evaluate(() => document.documentElement.lang), tag);
  const others = await page.evaluate(() => Array.from(document.querySelectorAll('.switches a'), ({ lang }) => lang));
  assert.deepEqual(others, ['zh-Hant', 'en']);
  assert.deepEqual(problems, []);
  await close();

  const builder = await site.open(`embed/builder/?lang=${tag}`);
  assert.match(await builder.page.textContent('h1'), /⟦/);
  assert.deepEqual(await builder.page.locator('#lang option').allTextContents(), [
    await builder.page.locator('#lang option').first().textContent(),
    '中文',
    'English',
    'Pseudo',
  ]);
  assert.deepEqual(builder.problems, []);
  await builder.close();

  const frame = await site.open(`embed/?figure=targets&lang=${tag}`);
  await frame.page.evaluate(() => document.querySelector('label-smoothing').ready);
  assert.match(await frame.page.textContent('main > p a'), /⟦/);
  assert.deepEqual(frame.problems, []);
  await frame.close();

  const read = async (path) => (await fetch(site.url + path)).text();
  assert.match(await read(`embed/targets.${tag}.svg`), /⟦/);
  assert.match(await read('nowhere'), /<div lang="qps"[\s\S]*⟦/);
});
