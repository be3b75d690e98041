// Runs one contestant, in Node or in a page: prepares problems, checks its answers, takes samples.
import { createProblem, errorOf } from './problems.mjs';

/** Opens contestants/<name>.mjs. Each of its entries has a function `run`, which is called repeatedly and timed. */
export async function openSession({ name, ...options }) {
  const { open } = await import(`./contestants/${name}.mjs`);
  const contestant = await open(options);
  const prepared = new Map();
  return {
    /**
     * Sets up one problem under `id` and returns the error of every entry's answer, `{ [entry]: number }`. NaN does not
     * survive JSON and is returned as the greatest number.
     */
    async prepare({ id, operation, rows, classes }) {
      const problem = createProblem(operation, rows, classes);
      const { entries, release } = await contestant.prepare(operation, problem);
      prepared.set(id, { entries, release });
      const errors = {};
      for (const [label, { answer, error }] of Object.entries(entries)) {
        const value = error ? error() : errorOf(operation, problem, await answer());
        errors[label] = Number.isNaN(value) ? Number.MAX_VALUE : value;
      }
      return errors;
    },
    /** Runs an entry for about this long; returns milliseconds per call. The first call only warms the caches. */
    async sample({ id, entry, milliseconds }) {
      const item = prepared.get(id).entries[entry];
      await item.run();
      // Doubles the calls instead of estimating them: one call may be shorter than a tick of a page's clock.
      let calls = item.estimate ? Math.max(1, Math.ceil(milliseconds / item.estimate)) : 1;
      for (;;) {
        const start = performance.now();
        await repeat(item.run, calls);
        const elapsed = performance.now() - start;
        if (item.estimate || elapsed >= milliseconds / 4) {
          item.estimate = Math.max(elapsed / calls, 1e-6);
          return item.estimate;
        }
        calls *= 2;
      }
    },
    async release({ id }) {
      await prepared.get(id)?.release();
      prepared.delete(id);
    },
  };
}

/** Awaits only promises: a needless microtask would weigh on a call of 3 µs. */
async function repeat(run, calls) {
  for (let i = 0; i < calls; i++) {
    const result = run();
    if (typeof result?.then === 'function') await result;
  }
}
