// The machine's limits: see limits/limits.cpp. "copy in" is the cost of handing over a Float32Array, before any work.
import { readBytes } from '../realm.mjs';
import { multiplyAdds } from '../training.mjs';

const pageBytes = 65536;

export async function open({ variant }) {
  const bytes = await readBytes(new URL(`../../../build/bench/limits.${variant}.wasm`, import.meta.url));
  const { instance } = await WebAssembly.instantiate(bytes);
  const { memory, read, exp_and_sum: expAndSum, multiply_add: multiplyAdd, free_memory: freeMemory } = instance.exports;
  const address = Math.ceil(freeMemory() / 64) * 64;
  return {
    prepare(operation, { rows, logits, logProbs, target }) {
      if (operation === 'training' || operation === 'matrix-product') {
        // As many multiply-adds as the matrix products need, but in registers.
        const rounds = Math.round(multiplyAdds(operation, rows) / multiplyAddsOfARound);
        const run = () => multiplyAdd(rounds, 0.5);
        return {
          entries: { [`multiply-add, ${variant}`]: { run, error: () => multiplyAddError(run()) } },
          release() {},
        };
      }
      const inputs = logits ? [logits] : [logProbs, target];
      const count = inputs.length * inputs[0].length;
      const missing = address + 4 * count - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      const copyIn = () => {
        inputs.forEach((values, i) => {
          new Float32Array(memory.buffer, address + 4 * i * values.length, values.length).set(values);
        });
      };
      copyIn();
      const entries = {
        [`read, ${variant}`]: sum(
          () => read(address, count),
          inputs,
          (v) => v,
        ),
      };
      if (logits) {
        const max = logits.reduce((a, b) => Math.max(a, b));
        entries[`exp and sum, ${variant}`] = sum(
          () => expAndSum(address, count, max),
          inputs,
          (v) => Math.exp(v - max),
        );
      }
      // The same for every instruction set, so measured once.
      if (variant === 'simd') entries['copy in'] = { run: copyIn, error: () => 0 };
      return { entries, release() {} };
    },
  };
}

/** As in limits.cpp: twelve vectors of four lanes. */
const multiplyAddsOfARound = 48;

/** x ← x/2 + 1/2 leads every lane to 1. */
function multiplyAddError(sum) {
  return Math.abs(sum / multiplyAddsOfARound - 1);
}

/** An entry that sums `term` over all values, with the expected sum in double precision. */
function sum(run, inputs, term) {
  return {
    run,
    error() {
      let expected = 0;
      let magnitude = 0;
      for (const values of inputs) {
        for (const value of values) {
          expected += term(value);
          magnitude += Math.abs(term(value));
        }
      }
      const result = run();
      return result === expected ? 0 : Math.abs(result - expected) / magnitude;
    },
  };
}
