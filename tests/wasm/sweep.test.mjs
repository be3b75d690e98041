// The documented errors of exp, log and log1p (cpp/src/simd/math.h) over float32 bit patterns, in the binaries that ship:
// a sample, or with LABEL_SMOOTHING_EXHAUSTIVE=1 every pattern, which takes a quarter of an hour.
// (exp and log of every pattern last passed on 2026-11-30, in every variant.)
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
// kExpNonpositiveMaxUlp, what a unit of -x adds to it, and kLog1pMaxUlp.
const expNonpositiveMaxUlp = (x) => 2.5 - 1.25 * x;
const log1pMaxUlp = 2.5;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);
const bitsOf = (value) => {
  float[0] = value;
  return bits[0];
};

const ulps = Float64Array.from({ length: 256 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 150));

/** The distance between neighbors of float32 at `value`, a finite number. */
function ulp(value) {
  float[0] = value;
  return ulps[(bits[0] >>> 23) & 0xff];
}

/** Calls check(values) for blocks of floats with the bits first, first + stride, … up to `last`, which is one of them. */
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

// Most floats are so small that these functions are constant, or so large that they are 0 or infinite; there the exact
// values take no time.
const tiny = 2 ** -26;
const exactExp = (x) => {
  if (Math.abs(x) < tiny) return 1 + x;
  return x > 89 ? Infinity : Math.exp(x);
};
const exactLog1pOfExp = (x) => {
  if (x > -tiny) return Math.LN2 + x / 2;
  return x < -105 ? 0 : Math.log1p(Math.exp(x));
};

describeVariants('bit patterns', (ls) => {
  // The gradient of a sum of exp(t)·(t − logProbs) with respect to logProbs is −exp(t), to the bit.
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
          const x = values[i];
          const actual = -results[i];
          // Nothing subnormal: below 2^-126 it is 0. Beyond the largest float it is infinite.
          if (x < expLowest ? actual === 0 : actual === Infinity && x > 89) continue;
          const exact = exactExp(x);
          if (Math.abs(actual - exact) <= expMaxUlp * ulp(exact) || actual === Math.fround(exact)) continue;
          assert.fail(`exp(${x}) is ${actual}, expected ${exact}`);
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
        // The product is rounded once more, where it is subnormal to multiples of 2^-149.
        const bound = t * logMaxUlp * ulp(log) + 0.5001 * ulp(exact);
        if (!(Math.abs(terms[i] - exact) <= bound)) assert.fail(`t log t at ${t} is ${terms[i]}, expected ${exact}`);
      }
    });
  });

  // The loss of the class that leads by d over the only other is log1p(exp(−d)).
  test(`log1p is within ${log1pMaxUlp} ULP, after exp`, () => {
    const targets = new Int32Array(chunk);
    const logits = new Float32Array(2 * chunk);
    sweep(bitsOf(-0), bitsOf(Number.NEGATIVE_INFINITY), (values) => {
      for (let i = 0; i < values.length; i++) logits[2 * i + 1] = values[i];
      const options = { classes: 2, reduction: 'none' };
      const losses = ls.crossEntropy(
        logits.subarray(0, 2 * values.length),
        targets.subarray(0, values.length),
        options,
      );
      for (let i = 0; i < values.length; i++) {
        const x = values[i];
        const exact = exactLog1pOfExp(x);
        // An exponential that is hardly more than 2^-126 counts as 0 (kExpFloor).
        if (losses[i] === 0 && exact <= 1.0001 * smallestNormal) continue;
        // An error of the exponential is never larger, in ULP, in the logarithm, but its ULP may be twice as large.
        const bound = (log1pMaxUlp + 2 * expNonpositiveMaxUlp(Math.max(x, expLowest))) * ulp(exact);
        if (!(Math.abs(losses[i] - exact) <= bound)) assert.fail(`log1p(exp(${x})) is ${losses[i]}, expected ${exact}`);
      }
    });
  });
});
