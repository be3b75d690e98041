// Takes samples: every contestant answers every problem, then rounds interleave all entries (A B C A B C …), so that
// whatever else the machine does affects all of them alike.
import { tolerance } from './problems.mjs';

/**
 * @param contestants `{ kind, label, host, restart }`: `host()` gives the running host, `restart()` replaces it.
 * @param problems `{ operation, rows, classes }`, whose times are to be compared with each other.
 * @returns one result per problem and entry: the problem's properties and
 * `{ kind, entry, error, milliseconds: { median, lower, upper, samples } }`, or with `failure`, why it was not timed.
 * `lower` and `upper` are quartiles.
 */
export async function measure(contestants, problems, { rounds, milliseconds, warmup }) {
  const results = [];
  for (const problem of problems) {
    const id = idOf(problem);
    for (const contestant of contestants) {
      const prepared = await attempt(contestant, 'prepare', { id, ...problem });
      if (prepared.failure) {
        results.push({ problem, contestant, entry: contestant.label, failure: prepared.failure, samples: [] });
        continue;
      }
      for (const [entry, error] of Object.entries(prepared.result)) {
        const failure = error <= tolerance ? undefined : `wrong: error ${error.toExponential(1)}`;
        results.push({ problem, contestant, entry, error, failure, samples: [] });
      }
    }
  }
  const sample = async (result, duration) => {
    if (result.failure) return undefined;
    const { problem, contestant, entry } = result;
    const taken = await attempt(contestant, 'sample', { id: idOf(problem), entry, milliseconds: duration });
    if (taken.failure) result.failure = taken.failure;
    return taken.result;
  };
  // Long enough for engines to compile the hot code.
  for (const result of results) await sample(result, warmup);
  for (let round = 0; round < rounds; round++) {
    for (const result of results) {
      const time = await sample(result, milliseconds);
      if (time !== undefined) result.samples.push(time);
    }
  }
  for (const contestant of contestants) {
    for (const problem of problems) await attempt(contestant, 'release', { id: idOf(problem) });
  }
  return results.map(({ problem, contestant: { kind }, entry, error, failure, samples }) => ({
    ...problem,
    kind,
    entry,
    error,
    ...(failure ? { failure } : { milliseconds: summarize(samples) }),
  }));
}

function idOf({ operation, rows, classes }) {
  return `${operation} ${rows}x${classes}`;
}

/** A contestant that fails is reported as such, not as slow, and gets a fresh host for the next problem. */
async function attempt(contestant, method, argument) {
  try {
    return { result: await (await contestant.host()).call(method, argument) };
  } catch (error) {
    await contestant.restart();
    return { failure: error.message.trim() };
  }
}

function summarize(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const quantile = (share) => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)];
    return below + (sorted[Math.ceil(position)] - below) * (position % 1);
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75), samples };
}
