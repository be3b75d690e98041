/**
 * The definitions in double precision, without any of the kernels' shortcuts: targets are built in full, logarithms taken
 * term by term. Slow on purpose.
 */

/** q of one row; `y` is a class index or K probabilities. */
export function smoothedTarget(y, classes, { labelSmoothing = 0, convention = 'uniform', paddingIndex, prior }) {
  const t = typeof y === 'number' ? Array.from({ length: classes }, (_, i) => (i === y ? 1 : 0)) : Array.from(y);
  const alpha = labelSmoothing;
  switch (convention) {
    case 'uniform':
      return t.map((v) => (1 - alpha) * v + alpha / classes);
    case 'others':
      return t.map((v) => (1 - alpha) * v + (alpha / (classes - 1)) * (1 - v));
    case 'padded':
      if (y === paddingIndex) return t.map(() => 0);
      return t.map((v, i) => (i === paddingIndex ? 0 : (1 - alpha) * v + (alpha / (classes - 2)) * (1 - v)));
    case 'prior':
      return t.map((v, i) => (1 - alpha) * v + alpha * prior[i]);
  }
}

function logSumExp(x) {
  const max = x.reduce((a, b) => Math.max(a, b), -Infinity);
  return max + Math.log(x.reduce((sum, v) => sum + Math.exp(v - max), 0));
}

export function logSoftmax(x) {
  const row = Array.from(x);
  const lse = logSumExp(row);
  return row.map((v) => v - lse);
}

/** −Σ q w log p and its gradient p Σ qw − qw. */
export function crossEntropyRow(x, q, weights) {
  const lp = logSoftmax(x);
  const qw = q.map((v, i) => v * (weights?.[i] ?? 1));
  const mass = qw.reduce((a, b) => a + b, 0);
  return {
    loss: qw.reduce((sum, v, i) => (v === 0 ? sum : sum - v * lp[i]), 0),
    gradient: lp.map((v, i) => mass * Math.exp(v) - qw[i]),
  };
}

export function entropyRow(p) {
  return p.reduce((sum, v) => (v === 0 ? sum : sum - v * Math.log(v)), 0);
}

export function klRow(logProbs, target) {
  return target.reduce((sum, t, i) => (t === 0 ? sum : sum + t * (Math.log(t) - logProbs[i])), 0);
}

export function rowsOf(values, classes) {
  const all = Array.from(values);
  return Array.from({ length: all.length / classes }, (_, r) => all.slice(r * classes, (r + 1) * classes));
}
