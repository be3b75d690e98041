/**
 * Smoothing with padding, in PyTorch and in plain JavaScript. A step is that of the figure `steps` whose matrix the line
 * makes. Tests run both as readers copy them.
 */

export interface CodeLine {
  readonly code: string;
  readonly step?: number;
}

export const paddedCode = {
  python: {
    name: 'PyTorch',
    comment: '#',
    lines: [
      { code: 'import torch' },
      { code: '' },
      { code: 'def padded_kl(p, y, alpha, padding):' },
      { code: '    log_p = p.log()', step: 1 },
      { code: '    q = torch.full_like(p, alpha / (p.shape[1] - 2))', step: 2 },
      { code: '    q[torch.arange(len(y)), y] = 1 - alpha', step: 3 },
      { code: '    q[:, padding] = 0', step: 4 },
      { code: '    q[y == padding] = 0', step: 5 },
      { code: '    kl = torch.where(q > 0, torch.xlogy(q, q) - q * log_p, torch.zeros_like(q))', step: 6 },
      { code: '    return kl.sum()' },
      { code: '' },
      { code: 'def without_zeros(p):' },
      { code: '    p = p.clamp(min=1e-10)', step: 7 },
      { code: '    return p / p.sum(1, keepdim=True)' },
      { code: '' },
      { code: 'p = torch.tensor([[0, 0.2, 0.7, 0.1, 0]] * 3)' },
      { code: 'y = torch.tensor([2, 1, 0])' },
      { code: 'print(padded_kl(p, y, 0.4, 0), padded_kl(without_zeros(p), y, 0.4, 0))' },
    ],
  },
  javascript: {
    name: 'JavaScript',
    comment: '//',
    lines: [
      { code: 'function paddedKl(p, y, alpha, padding) {' },
      { code: '  const logP = p.map((row) => row.map(Math.log));', step: 1 },
      { code: '  const q = p.map((row) => row.map(() => alpha / (row.length - 2)));', step: 2 },
      { code: '  y.forEach((k, n) => { q[n][k] = 1 - alpha; });', step: 3 },
      { code: '  for (const row of q) row[padding] = 0;', step: 4 },
      { code: '  y.forEach((k, n) => { if (k === padding) q[n].fill(0); });', step: 5 },
      {
        code: '  const kl = q.map((row, n) => row.map((t, k) => (t > 0 ? t * (Math.log(t) - logP[n][k]) : 0)));',
        step: 6,
      },
      { code: '  return kl.flat().reduce((sum, term) => sum + term, 0);' },
      { code: '}' },
      { code: '' },
      { code: 'function withoutZeros(p) {' },
      { code: '  const raised = p.map((row) => row.map((value) => Math.max(value, 1e-10)));', step: 7 },
      { code: '  return raised.map((row) => row.map((value) => value / row.reduce((sum, other) => sum + other, 0)));' },
      { code: '}' },
      { code: '' },
      { code: 'const p = [0, 1, 2].map(() => [0, 0.2, 0.7, 0.1, 0]);' },
      { code: 'const y = [2, 1, 0];' },
      { code: 'console.log(paddedKl(p, y, 0.4, 0), paddedKl(withoutZeros(p), y, 0.4, 0));' },
    ],
  },
} as const satisfies Record<string, { name: string; comment: string; lines: readonly CodeLine[] }>;
