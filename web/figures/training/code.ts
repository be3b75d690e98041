import { list } from '../code.js';
import { codeOf, type Run } from '../runs/code.js';
import { epochsPerReport } from '../runs/settings.js';
import type { Values } from '../vocabulary.js';

/** The rows of the figure's table: after some of the epochs and at the end. */
const isReported = (values: Values, word: { readonly or: string; readonly equal: string }) => {
  const every = epochsPerReport(values);
  return every > 1 && `epoch % ${every} ${word.equal} 0 ${word.or} epoch ${word.equal} ${values.epochs}`;
};

const javascript = ({ values }: Run) => {
  const { alpha, seed, view } = values;
  const condition = isReported(values, { or: '||', equal: '===' });
  const isBins = view === 'reliability' || view === 'histogram';
  return `const seed = ${seed};
const data = dataOf(seed);
// The same initial weights and the same batches; only the labels differ.
const networks = [0, ${alpha}].map((labelSmoothing) => training.mlp({ ...options, labelSmoothing, seed }));
const measure = (network, { features, targets }) => ls.calibration(network.probabilities(features), targets, { classes });
${
  isBins
    ? ''
    : `
const report = (epoch) => {
${condition ? `  if (!(${condition})) return;\n` : ''}  const measures = networks.flatMap((network) => [measure(network, data.train), measure(network, data.test)]);
  console.log(epoch, ...['nll', 'accuracy', 'confidence', 'ece'].flatMap((name) => measures.map((one) => one[name])));
};
report(0);`
}
learn(data, seed, (features, rows) => {
  for (const network of networks) network.step(features, rows.map((row) => data.train.targets[row]));
}${isBins ? '' : ', report'});
${
  isBins
    ? `
const [hard, smoothed] = networks.map((network) => measure(network, data.test).bins);
hard.forEach((_, bin) => {
  console.log(...[hard[bin], smoothed[bin]].flatMap(({ count, confidence, accuracy }) => [count, confidence, accuracy]));
});
`
    : ''
}for (const network of networks) network.free();`;
};

const python = ({ values }: Run) => {
  const { alpha, seed, layers, epochs, view } = values;
  const condition = isReported(values, { or: 'or', equal: '==' });
  const isBins = view === 'reliability' || view === 'histogram';
  const report = isBins
    ? ''
    : `
def report(epoch):
${condition ? `    if not (${condition}):\n        return\n` : ''}    measures = [measure(net(x), y) for net, _, _ in runs for x, y in (train, test)]
    print(epoch, *[one[name] for name in ('nll', 'accuracy', 'confidence', 'ece') for one in measures])

report(0)`;
  return `

seed = ${seed}
train, test = data_of(seed)
# The same initial weights and the same batches; only the labels differ.
networks = [network(${list(layers)}, seed) for _ in range(2)]
runs = [(net, optimizer_of(net), alpha) for net, alpha in zip(networks, (0, ${alpha}))]
${report}
for epoch in range(${epochs}):
    for rows in batches(len(train[1]), seed, epoch):
        for net, optimizer, alpha in runs:
            step(optimizer, F.cross_entropy(net(train[0][rows]), train[1][rows], label_smoothing=alpha))
${
  isBins
    ? `
hard, smoothed = [binned(net(test[0]).detach().softmax(1).double(), test[1]) for net, _, _ in runs]
for b in range(1, 16):
    inside = [(confidence[bins == b], correct[bins == b]) for confidence, correct, bins in (hard, smoothed)]
    print(*[x for confidence, correct in inside for x in (len(correct), confidence.mean().item(), correct.mean().item())])`
    : '    report(epoch + 1)'
}`;
};

export const code = codeOf({ javascript, python });
