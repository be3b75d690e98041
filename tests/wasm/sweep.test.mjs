// The documented errors of exp and log (cpp/src/simd/math.h) over float32 bit patterns, in the binaries that ship: a sample,
// or with LABEL_SMOOTHING_EXHAUSTIVE=1 every pattern, which takes twenty minutes. (All passed on 2026-11-23.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeVariants } from './support.mjs';

const exhaustive = process.env.LABEL_SMOOTHING_EXHAUSTIVE === '1';
// A prime, so that every pattern of the low bits occurs.
const stride = exhaustive ? 1 : 251;
const chunk = 1 << 16;

// kExpMaxUlp, kLogMaxUlp and kExpLowest of cpp/src/simd/math.h.
const expMaxUlp = 2;
const logMaxUlp = 1.5;
const expLowest = -(126 * Math.LN2);
const smallestNormal = 2 ** -126;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);
const bitsOf = (value) => {
  float[0] = value;
  return bits[0];
};

/** The distance from a finite `value` to the next float32. */
function ulp(value) {
  float[0] = value;
  return 2 ** (Math.max((bits[0] >>> 23) & 0xff, 1) - 150);
}

/** Calls check(values) for blocks of floats with the bits first, first + stride, … `last`. */
function sweep(first, last, check) {
  const patterns = new Uint32Array(chunk);
  const values = new Float32Array(patterns.buffer);
  let used = 0;
  for (let pattern = first; ; pattern = Math.min(pattern + stride, last)) {
    patterns[used++] = pattern;
    if (used === chunk || pattern === last) {
      check(values.subarray(0, used));
      used = 0;
    }
    if (pattern === last) return;
  }
}

describeVariants('bit patterns', (ls) => {
  // The gradient of Σ exp(t)·(t − logProbs) with respect to logProbs is −exp(t), to the bit.
  const exp = (values) => {
    const options = { classes: values.length, reduction: 'sum', logTarget: true };
    return ls.klDivAndGradient(new Float32Array(values.length), values, options).gradient;
  };

  for (const [sign, first, last] of [
    ['positive', 0, bitsOf(3.4028234663852886e38)],
    ['negative', bitsOf(-0), bitsOf(Number.NEGATIVE_INFINITY)],
  ]) {
    test(`exp of ${sign} numbers is within ${expMaxUlp} ULP`, () => {
      sweep(first, last, (values) => {
        const results = exp(values);
        for (let i = 0; i < values.length; i++) {
          const exact = Math.exp(values[i]);
          const actual = -results[i];
          // Below 2^-126 the result is 0, never subnormal. Beyond the largest float it is infinite.
          const right =
            values[i] < expLowest
              ? actual === 0
              : Math.abs(actual - exact) <= expMaxUlp * ulp(exact) || actual === Math.fround(exact);
          if (!right) assert.fail(`exp(${values[i]}) is ${actual}, expected ${exact}`);
        }
      });
    });
  }

  // klDiv with log-probabilities 0 has the terms t·log t. They are finite up to 4e36.
  test(`log is within ${logMaxUlp} ULP`, () => {
    sweep(bitsOf(smallestNormal), bitsOf(3.9e36), (values) => {
      const terms = ls.klDiv(new Float32Array(values.length), values, { classes: values.length, reduction: 'none' });
      for (let i = 0; i < values.length; i++) {
        const t = values[i];
        const log = Math.log(t);
        const exact = t * log;
        // The product is rounded once more; where it is subnormal, to multiples of 2^-149.
        const bound = t * logMaxUlp * ulp(log) + 0.5001 * ulp(exact);
        if (!(Math.abs(terms[i] - exact) <= bound)) assert.fail(`t log t at ${t} is ${terms[i]}, expected ${exact}`);
      }
    });
  });
});
