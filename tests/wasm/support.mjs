import assert from 'node:assert/strict';
import { describe } from 'node:test';
import v8 from 'node:v8';
import { relaxedSimd } from 'wasm-feature-detect';

// Node 20 has relaxed SIMD behind a flag.
if (!(await relaxedSimd())) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

const { load } = await import('label-smoothing');

export const variants = ['scalar', 'simd', 'relaxed-simd'];

/** Runs the same tests against every binary. `body` receives the loaded kernels. */
export async function describeVariants(title, body) {
  for (const variant of variants) {
    const ls = await load({ variant });
    describe(`${title} (${variant})`, () => body(ls));
  }
}

/** |actual − expected| ≤ relative · |expected| + absolute for each element; NaN and ±∞ must match exactly. */
export function assertClose(actual, expected, { relative = 2e-6, absolute = 1e-7 } = {}) {
  const a = typeof actual === 'number' ? [actual] : Array.from(actual);
  const e = typeof expected === 'number' ? [expected] : Array.from(expected);
  assert.equal(a.length, e.length);
  a.forEach((value, i) => {
    if (Number.isFinite(e[i]) && Number.isFinite(value)) {
      const error = Math.abs(value - e[i]);
      const bound = relative * Math.abs(e[i]) + absolute;
      assert.ok(error <= bound, `element ${i} is ${value}, expected ${e[i]} ± ${bound}`);
    } else {
      assert.ok(Object.is(value, e[i]), `element ${i} is ${value}, expected ${e[i]}`);
    }
  });
}

/** Reproducible numbers in [0, 1) (mulberry32). */
export function randomSource(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** N x K logits around `offset`, spread over ±`scale`, rounded to float32. */
export function randomLogits(rows, classes, seed, scale = 5, offset = 0) {
  const random = randomSource(seed);
  return Float32Array.from({ length: rows * classes }, () => offset + scale * (2 * random() - 1));
}

export function randomTargets(rows, classes, seed) {
  const random = randomSource(seed);
  return Int32Array.from({ length: rows }, () => Math.floor(random() * classes));
}
