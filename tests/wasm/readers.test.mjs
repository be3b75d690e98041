// The readers of files, which the command, the page and the figures that train share: files written by NumPy, pandas and
// others (tests/golden/make_readers.py), by hyparquet-writer, and broken ones.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { interpret, ReadError, readFile, sourceOfBytes } from '../../dist/cli/readers.js';

const folder = new URL('../golden/readers/', import.meta.url);
const golden = (name) => sourceOfBytes(name, new Uint8Array(readFileSync(new URL(name, folder))));
const text = (content, name = 'given.csv') => sourceOfBytes(name, new TextEncoder().encode(content));

const read = async (sources, choices) => {
  const sheets = [];
  for (const source of sources) sheets.push(...(await readFile(source)));
  return interpret(sheets, choices);
};
const refusal = async (...arguments_) => {
  try {
    await read(...arguments_);
  } catch (error) {
    assert.ok(error instanceof ReadError, error.stack);
    assert.match(error.text['zh-Hant'], /\p{Script=Han}/u);
    return error.message;
  }
  return assert.fail('was read');
};

const probs = [0.5, 0.25, 0.25, 0.125, 0.75, 0.125, 0.25, 0.25, 0.5, 0.0625, 0.875, 0.0625];
const targets = [0, 1, 2, 1];

function assertRead(predictions, { kind = 'probabilities', scores = probs, labels = targets, names } = {}) {
  const [model] = predictions.models;
  assert.equal(model.kind, kind);
  assert.deepEqual([...model.scores.data], [...Float32Array.from(scores)]);
  assert.deepEqual([...predictions.targets], labels);
  if (names) assert.deepEqual(predictions.names, names);
}

describe('what NumPy writes', () => {
  for (const name of readdirSync(folder).filter((name) => /^probs-.*\.npy$/.test(name)))
    test(name, async () => assertRead(await read([golden(name), golden('labels-i8.npy')])));

  for (const name of readdirSync(folder).filter((name) =>
    /^labels-(big-)?[iu]\d|^labels-(column|float|one-hot)|^pandas-(series|files)/.test(name),
  ))
    test(`${name}, in either order`, async () => {
      assertRead(await read([golden('probs-little-f4.npy'), golden(name)]));
      assertRead(await read([golden(name), golden('probs-little-f4.npy')]));
    });

  test('names as labels, in alphabetical order', async () => {
    assertRead(await read([golden('probs-little-f4.npy'), golden('labels-names.npy')]), {
      names: ['cat', 'dog', 'élan'],
    });
    assertRead(await read([golden('probs-little-f4.npy'), golden('labels-bytes.npy')]), {
      names: ['cat', 'dog', 'elk'],
    });
  });

  test('rows to ignore, said', async () => {
    const predictions = await read([golden('probs-little-f8.npy'), golden('labels-ignored.npy')]);
    assertRead(predictions, { labels: [0, 1, -100, 1] });
    assert.ok(predictions.notes.some(({ en }) => en === '1 row with the label -100 is ignored.'));
  });

  test('P(y = 1) alone', async () => {
    const labels = text('0\n1\n0\n1\n', 'labels.txt');
    const predictions = await read([golden('binary.npy'), labels]);
    assertRead(predictions, { scores: [0.75, 0.25, 0.25, 0.75, 0.75, 0.25, 0.125, 0.875], labels: [0, 1, 0, 1] });
    assert.equal(predictions.classes, 2);
  });

  test('labels in the last column of the same array', async () => assertRead(await read([golden('joined.npy')])));

  test('archives, where logits come before other arrays', async () => {
    assertRead(await read([golden('both.npz')]));
    const { models, targets: labels } = await read([golden('both-compressed.npz')]);
    assert.equal(models.length, 1);
    assert.equal(models[0].file, 'both-compressed.npz:logits');
    assert.equal(models[0].kind, 'log-probabilities');
    for (const [at, p] of probs.entries()) assert.ok(Math.abs(models[0].scores.data[at] - Math.log(p)) < 1e-6);
    assert.deepEqual([...labels], targets);
  });

  test('text of savetxt, whose header is a comment', async () => {
    for (const name of ['savetxt.txt', 'savetxt.csv']) assertRead(await read([golden(name)]));
  });
});

describe('what others write', () => {
  const cases = [
    ['pandas-index.csv', ['cat', 'dog', 'élan']],
    ['pandas.tsv', ['cat', 'dog', 'élan']],
    ['pandas-utf16.csv', ['cat', 'dog', 'élan']],
    ['pandas-european.csv', ['cat', 'dog', 'élan']],
    ['pandas-numbered.csv', ['0', '1', '2']],
    ['pandas-records.json', ['cat', 'dog', 'élan']],
    ['pandas-columns.json', ['cat', 'dog', 'élan']],
    ['pandas-split.json', ['cat', 'dog', 'élan']],
    ['pandas-values.json', ['cat', 'dog', 'élan']],
    ['pandas-lines.jsonl', ['cat', 'dog', 'élan']],
    ['pandas-table.json', ['cat', 'dog', 'élan']],
    ['pandas-one-hot.csv', ['cat', 'dog', 'élan']],
    ['pandas-beside.csv', ['cat', 'dog', 'élan']],
    ['pandas-endings.csv', ['cat', 'dog', 'élan']],
    ['beside.npz', ['cat', 'dog', 'élan']],
    ['r-write-csv.csv', ['cat', 'dog', 'elk']],
    ['r-write-table.txt', ['cat', 'dog', 'elk']],
    ['excel-german.csv', ['cat', 'dog', 'elk']],
    ['excel-chinese.csv', ['貓', '狗', '鹿']],
  ];
  for (const [name, names] of cases) test(name, async () => assertRead(await read([golden(name)]), { names }));

  test('JSON of Python, which writes -Infinity', async () => {
    const predictions = await read([golden('python.json')]);
    assertRead(predictions, {
      kind: 'logits',
      scores: [0, Number.NEGATIVE_INFINITY, 1, 1, 2, 3],
      labels: [2, 2],
      names: ['cat', 'dog', 'élan'],
    });
  });

  const column = (index) => probs.filter((_, at) => at % 3 === index);
  const columnData = [
    { name: 'cat', data: column(0), type: 'DOUBLE' },
    { name: 'dog', data: column(1), type: 'DOUBLE' },
    { name: 'elk', data: column(2), type: 'DOUBLE' },
    { name: 'label', data: ['cat', 'dog', 'elk', 'dog'], type: 'STRING' },
    { name: '__index_level_0__', data: [0n, 1n, 2n, 3n], type: 'INT64' },
  ];
  for (const codec of ['UNCOMPRESSED', 'SNAPPY'])
    test(`Parquet, ${codec}, whose index is left out`, async () => {
      const bytes = new Uint8Array(parquetWriteBuffer({ columnData, codec }));
      const predictions = await read([sourceOfBytes('a.parquet', bytes)]);
      assertRead(predictions, { names: ['cat', 'dog', 'elk'] });
      assert.ok(predictions.notes.some(({ en }) => en.includes('“__index_level_0__”')));
    });
});

describe('what people write', () => {
  const table = async (content, choices) => read([text(content)], choices);

  const cases = {
    'spaces before quotes, empty rows, comments': [
      '# made by hand\nprob_cat, prob_dog, "true label"\n.25, .75, "cat"\n\n\n.5, .5, "dog"\n',
      { scores: [0.25, 0.75, 0.5, 0.5], labels: [0, 1], names: ['cat', 'dog'] },
    ],
    'a minus of typesetters, tabs': [
      'a\tb\tlabel\n−1.5\t2\ta\n3\t−1\tb\n',
      { kind: 'logits', scores: [-1.5, 2, 3, -1], labels: [0, 1], names: ['a', 'b'] },
    ],
    'a quoted line for spreadsheets': [
      '"sep=;"\na;b;y\n,25;,75;1\n,5;,5;0\n',
      { scores: [0.25, 0.75, 0.5, 0.5], labels: [1, 0] },
    ],
    'trailing commas': ['p0,p1,label,\n.25,.75,0,\n.5,.5,1,\n', { scores: [0.25, 0.75, 0.5, 0.5], labels: [0, 1] }],
    'a header of numbers and an index': [
      ',0,1,2,y\n0,.25,.25,.5,2\n1,.5,.25,.25,0\n2,.5,.25,.25,1\n3,.5,.25,.25,1\n',
      { scores: [0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25], labels: [2, 0, 1, 1] },
    ],
    'classes called by other numbers': [
      '3,5,8,label\n.25,.25,.5,8\n.5,.25,.25,3\n',
      { scores: [0.25, 0.25, 0.5, 0.5, 0.25, 0.25], labels: [2, 0], names: ['3', '5', '8'] },
    ],
    'no header': ['.25,.25,.5,2\n.5,.25,.25,0\n', { scores: [0.25, 0.25, 0.5, 0.5, 0.25, 0.25], labels: [2, 0] }],
    'labels first': ['y,a,b\n1,.25,.75\n0,.5,.5\n', { scores: [0.25, 0.75, 0.5, 0.5], labels: [1, 0] }],
    'labels from 1': [
      'p0,p1,p2,y\n.5,.25,.25,1\n.5,.25,.25,3\n',
      { scores: [0.5, 0.25, 0.25, 0.5, 0.25, 0.25], labels: [0, 2] },
    ],
    percentages: ['a,b,y\n25,75,1\n50,50,0\n', { kind: 'percent', scores: [0.25, 0.75, 0.5, 0.5], labels: [1, 0] }],
    'log-probabilities': [
      'a,b,y\n-0.6931471806,-0.6931471806,1\n-0.28768207,-1.3862944,0\n',
      { kind: 'log-probabilities', scores: [-Math.LN2, -Math.LN2, -0.28768207, -1.3862944], labels: [1, 0] },
    ],
    'P(no), as the name of the column says': [
      'no,y\n.75,no\n.25,yes\n',
      { scores: [0.25, 0.75, 0.75, 0.25], labels: [1, 0], names: ['yes', 'no'] },
    ],
    'labels −1 and 1': ['p,y\n.75,1\n.25,-1\n', { scores: [0.25, 0.75, 0.75, 0.25], labels: [1, 0] }],
    'a prediction and a name beside': [
      'file,a,b,pred,label\nx.png,.25,.75,b,a\ny.png,.5,.5,a,b\n',
      { scores: [0.25, 0.75, 0.5, 0.5], labels: [0, 1], names: ['a', 'b'] },
    ],
  };
  for (const [name, [content, expected]] of Object.entries(cases))
    test(name, async () => assertRead(await table(content), expected));

  test('whole numbers among fractions are left out, and said', async () => {
    const rows = Array.from({ length: 12 }, (_, row) => `${7 + (row % 3)},.25,.75,${row % 2}`);
    const { classes, names, notes } = await table(`fold_number,a,b,y\n${rows.join('\n')}\n`);
    assert.equal(classes, 2);
    assert.deepEqual(names, ['a', 'b']);
    assert.ok(notes.some(({ en }) => en === 'Left out of given.csv: “fold_number”.'));
    // But not shares of nothing and all.
    const sure = Array.from({ length: 12 }, (_, row) => `0,.25,.75,${row % 2}`);
    assert.equal((await table(`never,a,b,y\n${sure.join('\n')}\n`)).classes, 3);
  });

  test('sums of 1.0001 pass, of .6 are told', async () => {
    const said = async (content) => (await table(content)).notes.filter(({ en }) => en.includes('do not sum to 1'));
    assert.deepEqual(await said('a,b,y\n.5,.5001,1\n.25,.75,0\n'), []);
    const [told] = await said('a,b,c,y\n.25,.25,.1,1\n.25,.25,.5,0\n');
    assert.match(told.en, /In 1 row the probabilities do not sum to 1 \(one of them to 0\.6\)/);
  });

  test('what is chosen counts more than what is found', async () => {
    const content = 'a,b,y,z\n0,1,1,0\n1,0,1,1\n';
    assertRead(await table(content, { kind: 'logits', label: 'z' }), {
      kind: 'logits',
      scores: [0, 1, 1, 1, 0, 1],
      labels: [0, 1],
    });
    assertRead(await table('a,b,c,y\n.5,.25,.25,1\n.5,.25,.25,2\n', { first: 1 }), {
      scores: [0.5, 0.25, 0.25, 0.5, 0.25, 0.25],
      labels: [0, 1],
    });
  });

  test('two models on the same labels', async () => {
    const [one, other, labels] = [
      text('a,b\n.5,.5\n.25,.75\n', 'one.csv'),
      text('a,b\n.75,.25\n.5,.5\n', 'other.csv'),
      text('label\nb\na\n', 'labels.csv'),
    ];
    const { models, targets: own } = await read([one, other, labels]);
    assert.deepEqual(
      models.map(({ file }) => file),
      ['one.csv', 'other.csv'],
    );
    assert.deepEqual([...models[1].scores.data], [0.75, 0.25, 0.5, 0.5]);
    assert.deepEqual([...own], [1, 0]);
  });
});

describe('refusals name file, line, column, cell and rule', () => {
  const cases = [
    ['p0,p1,label\n0.9,0.1,0\n0.2,abc,1\n', 'given.csv, line 3, column 2 (“p1”): “abc” is not a number.'],
    ['p0,p1,label\n0.9,0.1,0\n\n0.2,,1\n', 'given.csv, line 4, column 2 (“p1”): the cell is empty, expected a number.'],
    ['p0,p1,label\n0.9,0.1,0\n0.2,0.8\n', 'given.csv, line 3: this row has 2 cells, expected 3.'],
    [
      'p0,p1,label\n"0.9\n",0.1,0\n0.2,0.8,7\n',
      'given.csv, line 4, column 3 (“label”): the label is 7, expected an integer from 0 to 1, or -100 for a row to ignore.',
    ],
    [
      'p0,p1,label\n0.9,0.1,0\n0.2,0.8,\n',
      'given.csv, line 3, column 3 (“label”): the cell is empty, expected a class.',
    ],
    [
      'cat,dog,label\n0.9,0.1,cat\n0.2,0.8,cow\n',
      'given.csv, line 3, column 3 (“label”): the label “cow” is none of the classes “cat”, “dog”.',
    ],
    ['p,y\n0.9,1\n0.2,"0\n0.7,1\n', 'given.csv, line 3: a quotation mark is not closed or out of place.'],
    ['p0,p1,label\n1e300,2,0\n1,2,1\n', 'given.csv, line 2, column 1 (“p0”): 1e+300 does not fit into 32 bits.'],
    ['p0,p1,y\n-inf,-inf,0\n1,2,1\n', 'given.csv, line 2: every logit of the row is −∞, so that no class is left.'],
    ['', 'given.csv: there is no data in it.'],
  ];
  for (const [content, message] of cases)
    test(message, async () => assert.equal(await refusal([text(content)]), message));

  test('a probability that is none, where probabilities were chosen', async () => {
    assert.equal(
      await refusal([text('a,b,y\n0.5,1.5,1\n0.25,0.75,0\n')], { kind: 'probabilities' }),
      'given.csv, line 2, column 2 (“b”): 1.5 is not a probability, expected a number from 0 to 1.',
    );
  });

  test('files that do not go together', async () => {
    assert.equal(
      await refusal([golden('probs-little-f4.npy'), text('1\n0\n', 'labels.csv')]),
      'labels.csv: it has 2 rows, but probs-little-f4.npy has 4 rows.',
    );
    assert.equal(
      await refusal([golden('probs-little-f4.npy')]),
      'probs-little-f4.npy: there are no labels: expected a column of classes, or a second file with one label for each row.',
    );
    const classes = golden('labels-i8.npy');
    const onlyClasses = zipSync({
      'y_true.npy': await classes.read(0, classes.size),
      'y_pred.npy': await classes.read(0, classes.size),
    });
    assert.equal(
      await refusal([sourceOfBytes('a.npz', onlyClasses)]),
      'a.npz:y_true: there are no columns with predictions in it, expected one for each class.',
    );
    assert.match(
      await refusal([golden('probs-little-f4.npy'), text('a,b,c\n1,0,0\n0,1,0\n0,0,0\n1,0,0\n', 'labels.csv')]),
      /labels\.csv/,
    );
  });

  test('what could run code, and what is no table', async () => {
    assert.match(await refusal([golden('objects.npy')]), /^objects\.npy: it holds Python objects/);
    assert.match(await refusal([sourceOfBytes('a.pkl', Uint8Array.of(0x80, 4, 0x95, 0))]), /^a\.pkl: this is a pickle/);
    assert.match(await refusal([sourceOfBytes('a.png', Uint8Array.of(0x89, 0x50, 1, 2, 3, 4))]), /neither CSV/);
    assert.match(
      await refusal([sourceOfBytes('a.xlsx', zipSync({ 'xl/workbook.xml': new Uint8Array(4) }))]),
      /workbook/,
    );
    assert.match(
      await refusal([text('{"probs": [[1, 2], [3]]}', 'a.json')]),
      /^a\.json:probs, row 2: this row has 1 cells, expected 2\.$/,
    );
    assert.match(await refusal([text('{"probs": [1 2]}', 'a.json')]), /^a\.json: this is not JSON/);
  });
});

describe('hostile files', () => {
  test('an archive that would unpack to more than the limit is refused by what it says', async () => {
    const zip = zipSync({ 'a.npy': new Uint8Array(100) });
    // The size when unpacked, in the central directory: 3 GB.
    const at = zip.length - 22 - 46 - 5;
    new DataView(zip.buffer).setUint32(at + 24, 3_000_000_000, true);
    assert.equal(
      await refusal([sourceOfBytes('bomb.npz', zip)]),
      'bomb.npz: it is larger than 2,000 MB, which is the limit.',
    );
  });

  test('one that says less than it unpacks to is cut there', async () => {
    const zip = zipSync({ 'a.npy': new Uint8Array(50_000_000) });
    const at = zip.length - 22 - 46 - 5;
    new DataView(zip.buffer).setUint32(at + 24, 1000, true);
    assert.match(await refusal([sourceOfBytes('bomb.npz', zip)]), /^bomb\.npz/);
  });

  test('an array whose header promises more than there is takes no memory', async () => {
    const file = readFileSync(new URL('probs-little-f4.npy', folder));
    const at = file.indexOf('(4, 3)');
    const bytes = Uint8Array.from(file);
    bytes.set(new TextEncoder().encode('(99999999, 99999999)'), at);
    assert.match(await refusal([sourceOfBytes('a.npy', bytes)]), /a\.npy: it ends after 176 bytes, expected/);
  });

  test('cut off anywhere, a file is read or refused', async () => {
    for (const name of readdirSync(folder)) {
      const whole = new Uint8Array(readFileSync(new URL(name, folder)));
      for (let length = 0; length < whole.length; length += 7) {
        const source = sourceOfBytes(name, whole.slice(0, length));
        await read([source]).catch((error) =>
          assert.ok(error instanceof ReadError, `${name} at ${length}: ${error.stack}`),
        );
      }
    }
  });

  test('cut off anywhere, Parquet is refused', async () => {
    const columnData = ['a', 'b'].map((name, column) => ({ name, data: [column, 1 - column], type: 'DOUBLE' }));
    const whole = new Uint8Array(parquetWriteBuffer({ columnData }));
    for (let length = 4; length < whole.length; length++) {
      assert.match(
        await refusal([sourceOfBytes('a.parquet', whole.slice(0, length))]),
        /^a\.parquet: the Parquet file/,
      );
    }
  });

  test('changed anywhere, a file is read or refused', async () => {
    const files = readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        async ([name, whole], changes) => {
          const bytes = whole.slice();
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          await read([sourceOfBytes(name, bytes)]).catch((error) => {
            if (!(error instanceof ReadError)) throw error;
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('any text is read or refused', async () => {
    const cell = fc.oneof(
      fc.constantFrom('0.5', '1', '', '"', '-', 'NaN', 'a', '0,5', '5%', '#', 'inf'),
      fc.string({ maxLength: 4 }),
    );
    const row = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), fc.constantFrom('\n', '\r\n', ';', '{'), async (rows, end) => {
        await read([text(rows.join(end))]).catch((error) => {
          if (!(error instanceof ReadError)) throw error;
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('what is written as CSV is read again', async () => {
    const rows = fc.array(
      fc.tuple(
        fc.float({ noNaN: true, min: -50, max: 50 }),
        fc.float({ noNaN: true, min: -50, max: -1 }),
        fc.integer({ min: 0, max: 1 }),
      ),
      { minLength: 2, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
        const decimal = (value) => (delimiter === ';' ? String(value).replace('.', ',') : String(value));
        const content = ['a', 'b', 'label'].join(delimiter);
        const lines = rows.map(([a, b, y]) => [decimal(a), decimal(b), y].join(delimiter));
        const { models, targets: labels } = await read([text([content, ...lines].join('\n'))], { kind: 'logits' });
        assert.deepEqual(
          [...models[0].scores.data],
          rows.flatMap(([a, b]) => [a + 0, b + 0].map(Math.fround)),
        );
        assert.deepEqual(
          [...labels],
          rows.map(([, , y]) => y),
        );
      }),
    );
  });
});
