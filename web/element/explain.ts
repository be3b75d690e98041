/** Tells the page's author why figures cannot be loaded. */

const explained = new Set<string>();

/** Says in the console, once, what failed and what made it fail. */
export function explain(error: unknown): void {
  const reasons = [];
  for (let cause = error; cause; cause = (cause as Error).cause) reasons.push((cause as Error).message ?? cause);
  const reason = reasons.join(': ');
  const remedy = /content security policy|\bcsp\b/i.test(reason) ? " Its script-src needs 'wasm-unsafe-eval'." : '';
  if (explained.has(reason)) return;
  explained.add(reason);
  console.error(`<label-smoothing> could not be loaded: ${reason}${remedy}`);
}
