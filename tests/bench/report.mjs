// Results as text for a terminal and as Markdown.
import { fastestOf, isSameProblem } from './budgets.mjs';

const titles = {
  'cross-entropy': 'Smoothed cross-entropy',
  gradient: 'Smoothed cross-entropy and its gradient',
  'kl-divergence': 'KL divergence, sum, zero-safe',
  'log-softmax': 'Log-softmax',
  softmax: 'Softmax',
  'class-weights': 'Smoothed cross-entropy with class weights and its gradient',
  'soft-targets': 'Smoothed cross-entropy with target probabilities and its gradient',
  inner: 'Smoothed cross-entropy of a map [1, 21, 512, 512]',
  entropy: 'Entropy',
  calibration: 'Calibration: errors by bin, by mass and by class, likelihood, Brier score',
  temperature: 'Fitting a temperature',
  'matrix-product': 'Matrix products: the logits of a 512-512-512 network',
  training: 'Training, one step: 16-64-64-10 network, batch 50, Adam',
};

const names = {
  javascript: 'JavaScript loop',
  tfjs: 'TensorFlow.js WASM',
  'tfjs, wasm': 'TensorFlow.js WASM',
  'tfjs, cpu': 'TensorFlow.js, JavaScript',
};

const legend =
  'Median milliseconds; ± half the distance between the quartiles; × how many times as fast as the fastest JavaScript peer on one thread.';

export function formatText({ machine, peers, environments }) {
  const parts = [formatMachine(machine)];
  for (const { version, results, verdicts } of environments) {
    for (const { title, header, rows } of tables(results)) {
      const body = [header, ...rows];
      const widths = header.map((_, column) => Math.max(...body.map((row) => row[column].length)));
      const lines = body.map((row) =>
        row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
      );
      parts.push(`${title} (${version})`, lines.join('\n'));
    }
    parts.push(`Budgets (${version})`, verdicts.map(formatVerdict).join('\n'));
  }
  return `${[...parts, legend, formatPeers(peers)].join('\n\n')}\n`;
}

export function formatMarkdown({ machine, peers, environments }) {
  const parts = [formatMachine(machine)];
  for (const { version, results, verdicts } of environments) {
    for (const { title, header, rows } of tables(results)) {
      const line = (cells) => `| ${cells.join(' | ')} |`;
      const rule = line(header.map((_, column) => (column === 0 ? '---' : '--:')));
      parts.push(`### ${title} (${version})`, [line(header), rule, ...rows.map(line)].join('\n'));
    }
    parts.push(`### Budgets (${version})`, verdicts.map((verdict) => `* ${formatVerdict(verdict)}`).join('\n'));
  }
  return `${[...parts, legend, formatPeers(peers)].join('\n\n')}\n`;
}

function formatMachine({ cpu, cores, l2Bytes, system, date, load, quick }) {
  const cache = Number.isFinite(l2Bytes) ? `, ${l2Bytes / 1024} KiB L2 cache each` : '';
  // Other work on the machine makes every number uncertain.
  const busy = load > 0.5 ? `; busy with other work (load ${load.toFixed(1)})` : '';
  return `${cpu}, ${cores} cores${cache}, ${system}, ${date}${busy}${quick ? '; a quick run' : ''}`;
}

function formatPeers(peers) {
  const list = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return `Measured against ${list.join(', ')}.`;
}

/** One table per operation: a row per entry, a column per shape. */
function tables(results) {
  const distinct = (values) => [...new Set(values)];
  return distinct(results.map(({ operation }) => operation)).map((operation) => {
    const chosen = results.filter((result) => result.operation === operation);
    const shapes = distinct(chosen.map(shapeOf));
    const rows = distinct(chosen.map(({ entry }) => entry)).map((entry) => [
      nameOf(chosen.find((result) => result.entry === entry)),
      ...shapes.map((shape) =>
        formatCell(
          chosen,
          chosen.find((r) => r.entry === entry && shapeOf(r) === shape),
        ),
      ),
    ]);
    return { title: titles[operation], header: ['', ...shapes], rows };
  });
}

function nameOf({ kind, entry }) {
  return kind === 'ours' ? `label-smoothing, ${entry}` : (names[entry] ?? entry);
}

function shapeOf({ rows, classes }) {
  return `${rows}×${classes}`;
}

function formatCell(results, result) {
  if (!result) return '';
  if (result.failure) return result.failure.startsWith('wrong') ? 'wrong' : 'failed';
  const { median, lower, upper } = result.milliseconds;
  const spread = `±${Math.round((50 * (upper - lower)) / median)}%`;
  const peers = results.filter((other) => isSameProblem(other, result) && other.kind === 'peer');
  const fastest = fastestOf(peers);
  const ratio = fastest && result.kind !== 'limit' ? ` ${digits(fastest.milliseconds.median / median, 2)}×` : '';
  return `${digits(median, 3)} ${spread}${ratio}`;
}

function digits(value, count) {
  return value >= 10 ** (count - 1) ? value.toFixed(0) : value.toPrecision(count);
}

function formatVerdict({ text, limit, isMet, worst, ratios }) {
  const values = ratios.map(({ value }) => value);
  const range = `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}×`;
  const place = `${worst.operation} ${shapeOf(worst)}, ${names[worst.against] ?? worst.against}`;
  return `${isMet ? '✓ met' : '✗ missed'}: ${text}: ${limit}, measured ${range}, worst at ${place}`;
}

/** What was not timed and why, one line each. */
export function formatFailures({ environments }) {
  return environments.flatMap(({ version, results }) =>
    results
      .filter(({ failure }) => failure)
      .map((result) => `${version}, ${result.operation} ${shapeOf(result)}, ${result.entry}: ${result.failure}`),
  );
}
