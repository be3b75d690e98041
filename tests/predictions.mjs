// Predictions of a model that is too sure, and what their measures are by definition, in double precision.

/** Park and Miller's generator: the same everywhere. */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Logits `sure` times as large as those that the labels were drawn from. */
export function predictionsOf({ rows, classes = 3, sure = 4, seed }) {
  const random = generator(seed);
  const logits = Array.from({ length: rows }, () =>
    Array.from({ length: classes }, () => Math.fround(sure * Math.log(random()))),
  );
  const labels = logits.map((row) => {
    const weights = row.map((x) => Math.exp(x / sure));
    let left = random() * weights.reduce((sum, weight) => sum + weight);
    return weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
  });
  return { logits, labels };
}

export function softmax(row) {
  const max = Math.max(...row);
  const exps = row.map((x) => Math.exp(x - max));
  const sum = exps.reduce((all, e) => all + e);
  return exps.map((e) => e / sum);
}

export function measuresOf({ logits, labels }) {
  const rows = labels.length;
  const bins = Array.from({ length: 15 }, () => 0);
  let [right, sure, nll, brier] = [0, 0, 0, 0];
  logits.forEach((row, index) => {
    const p = softmax(row);
    const confidence = Math.max(...p);
    const isRight = Number(p.indexOf(confidence) === labels[index]);
    bins[Math.min(14, Math.ceil(confidence * 15) - 1)] += isRight - confidence;
    right += isRight;
    sure += confidence;
    nll -= Math.log(p[labels[index]]);
    brier += p.reduce((all, each, place) => all + (each - (place === labels[index])) ** 2, 0);
  });
  const ece = bins.reduce((all, gap) => all + Math.abs(gap), 0) / rows;
  return { accuracy: right / rows, confidence: sure / rows, ece, nll: nll / rows, brier: brier / rows };
}
