/**
 * Parts of the code that retrains the networks of a figure, with this package and with PyTorch. Both print the rows of the
 * figure's data table, without leading words. Where the figure is a picture (decision regions, penultimate layer), they
 * print those of its learning curves.
 */

import type { DatasetOptions } from '../../lib/index.js';
import { type Code, list } from '../code.js';
import type { Values } from '../vocabulary.js';
import { ordersOfSeed, runSettings } from './settings.js';

type Generated = Required<Omit<DatasetOptions, 'kind'>> & { readonly kind: Exclude<Values['data'], 'csv'> };

/** The settings of a run. */
export interface Run {
  readonly values: Values;
  readonly data: Generated;
  readonly batch: number;
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');

function optionsOf({ values, data: { dimensions, classes } }: Run): string {
  const { layers, optimizer, learningRate, momentum, weightDecay } = values;
  return [
    `inputs: ${dimensions}`,
    `classes: ${classes}`,
    `hidden: ${list(layers)}`,
    `optimizer: '${optimizer}'`,
    `learningRate: ${learningRate}`,
    ...(optimizer === 'sgd' ? [`momentum: ${momentum}`] : []),
    ...(weightDecay > 0 ? [`weightDecay: ${weightDecay}`] : []),
  ].join(', ');
}

function javascriptHead(run: Run): string {
  const { kind, classes, dimensions, spread, noise, size, testSize } = run.data;
  const shape = kind === 'gaussian' ? `classes, dimensions: ${dimensions}` : 'classes';
  return `import { load, loadTraining } from 'label-smoothing';

// The variant of the figure, which gives the same bits in every engine.
const variant = 'simd';
const [ls, training] = await Promise.all([load({ variant }), loadTraining({ variant })]);

const classes = ${classes};
const options = { ${optionsOf(run)} };
const dataOf = (seed) =>
  training.dataset({ kind: '${kind}', ${shape}, spread: ${spread}, noise: ${noise}, size: ${size}, testSize: ${testSize}, seed });

const pick = (matrix, columns, rows) => {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, place) => picked.set(matrix.subarray(row * columns, (row + 1) * columns), place * columns));
  return picked;
};

/** Calls \`step\` for every batch, in a new order for each epoch, with features and row numbers. */
function learn({ train, dimensions }, seed, step, afterEpoch = () => {}) {
  const batch = ${run.batch};
  for (let epoch = 0; epoch < ${run.values.epochs}; epoch++) {
    const order = training.permutation(train.targets.length, ${ordersOfSeed} * seed + epoch);
    for (let first = 0; first + batch <= order.length; first += batch) {
      const rows = order.subarray(first, first + batch);
      step(pick(train.features, dimensions, rows), rows);
    }
    afterEpoch(epoch + 1);
  }
}`;
}

export const javascriptStatistics = `const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
/** The standard deviation of a sample. */
const deviation = (numbers) =>
  numbers.length < 2 ? NaN : Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean(numbers)) ** 2, 0) / (numbers.length - 1));
const statistics = (points, names) =>
  names.map((name) => points.map((point) => point[name])).flatMap((numbers) => [mean(numbers), deviation(numbers)]);`;

// Random numbers as in cpp/src/random.h, data and weights as in cpp/src/dataset.cpp and mlp.cpp.

/** A point of each kind of data before scatter, as in cpp/src/dataset.cpp. */
const curves: Readonly<Record<Exclude<Generated['kind'], 'gaussian'>, string>> = {
  moons: `angle = math.pi * next(random)
sign = 1 if label == 0 else -1
point = sign * (math.cos(angle) - 0.5), sign * (math.sin(angle) - 0.25)`,
  spirals: `along = math.sqrt(next(random))
angle = 2 * math.pi * (label / classes + along)
point = 2 * along * math.cos(angle), 2 * along * math.sin(angle)`,
  rings: `radius = 2 * (label / classes + 1 / classes)
angle = 2 * math.pi * next(random)
point = radius * math.cos(angle), radius * math.sin(angle)`,
};

function pythonHead(run: Run): string {
  const { values, data } = run;
  const { optimizer, learningRate, momentum, weightDecay } = values;
  const { kind, classes, dimensions, spread, noise, size, testSize } = data;
  const decay = weightDecay > 0 ? `, weight_decay=${weightDecay}` : '';
  return `# Data, initial weights and batches are the figure's. Its numbers come to six digits and more, until in a long run rounding,
# which PyTorch does in another order, has grown: then accuracies may be off by some test examples.
import math
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
classes, dimensions = ${classes}, ${dimensions}


# Random numbers by SplitMix64, drawn as the figure draws them.

def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
    return z ^ (z >> 31)

def uniform(seed, stream):
    state = mix((mix(seed) + stream) % 2**64)
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        yield (mix(state) >> 11) / 2**53

def normal(random, count):
    numbers = []
    while len(numbers) < count:
        radius = math.sqrt(-2 * math.log(1 - next(random)))
        angle = 2 * math.pi * next(random)
        numbers += [radius * math.cos(angle), radius * math.sin(angle)]
    return numbers[:count]

def shuffled(items, random):
    for i in range(len(items), 1, -1):
        j = int(next(random) * i)
        items[i - 1], items[j] = items[j], items[i - 1]
    return items


def sample(label, random, seed):
${indent(kind === 'gaussian' ? 'point = normal(uniform(seed, 16 + label), dimensions)' : curves[kind])}
    return [x + ${spread} * scatter for x, scatter in zip(point, normal(random, dimensions))]

def samples(count, stream, seed, noise=0):
    random = uniform(seed, stream)
    targets = shuffled([i % classes for i in range(count)], random)
    features = torch.tensor([sample(label, random, seed) for label in targets])
    random = uniform(seed, 2)
    for i, label in enumerate(targets):
        is_wrong = next(random) < noise
        shift = 1 + int(next(random) * (classes - 1))
        if is_wrong:
            targets[i] = (label + shift) % classes
    return features, torch.tensor(targets)

def data_of(seed):
    return samples(${size}, 0, seed, noise=${noise}), samples(${testSize}, 1, seed)

def network(hidden, seed):
    layers = []
    for index, (inputs, outputs) in enumerate(zip([dimensions, *hidden], [*hidden, classes])):
        linear = torch.nn.Linear(inputs, outputs)
        random = uniform(seed, index)
        for parameter in linear.parameters():
            numbers = [(2 * next(random) - 1) / math.sqrt(inputs) for _ in range(parameter.numel())]
            parameter.data = torch.tensor(numbers).view_as(parameter)
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])

def batches(count, seed, epoch):
    order = shuffled(list(range(count)), uniform(${ordersOfSeed} * seed + epoch, 3))
    return torch.tensor(order).split(${run.batch})[: count // ${run.batch}]

def optimizer_of(net):
    return ${
      optimizer === 'adam'
        ? `torch.optim.Adam(net.parameters(), lr=${learningRate}${decay})`
        : `torch.optim.SGD(net.parameters(), lr=${learningRate}, momentum=${momentum}${decay})`
    }

def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

def binned(p, targets):
    """How sure each prediction is, whether it is right, and in which of 15 bins it falls."""
    confidence, predicted = p.max(1)
    return confidence, (predicted == targets).double(), (confidence * 15).ceil().clamp(1, 15)

def measure(logits, targets):
    p = logits.detach().softmax(1).double()
    confidence, correct, bins = binned(p, targets)
    gaps = [(correct - confidence)[bins == b].sum().abs() for b in range(1, 16)]
    return {
        'nll': F.nll_loss(p.log(), targets).item(),
        'accuracy': correct.mean().item(),
        'confidence': confidence.mean().item(),
        'ece': (sum(gaps) / len(targets)).item(),
    }`;
}

/** One network that learns from labels, as in two of the figures. */
export const pythonFromLabels = ({ values: { epochs } }: Run) => `
def from_labels(net, features, targets, alpha, seed):
    optimizer = optimizer_of(net)
    for epoch in range(${epochs}):
        for rows in batches(len(targets), seed, epoch):
            step(optimizer, F.cross_entropy(net(features[rows]), targets[rows], label_smoothing=alpha))
    return net

def statistics(points, names):
    columns = [torch.tensor([point[name] for point in points], dtype=torch.float64) for name in names]
    return [number for column in columns for number in (column.mean().item(), column.std().item())]`;

/** Writes what a figure adds to the heads, with the package and with PyTorch. */
export interface Writers {
  readonly javascript: (run: Run) => string;
  readonly python: (run: Run) => string;
}

/** Code that retrains networks; none of the reader's own data, which code cannot contain. */
export const codeOf =
  ({ javascript, python }: Writers) =>
  (values: Values): Code | undefined => {
    const data = runSettings(values, undefined)?.data;
    if (!data || !('generate' in data)) return undefined;
    const generated = data.generate as Generated;
    const run = { values, data: generated, batch: Math.min(values.batch, generated.size) };
    return {
      python: `${pythonHead(run)}\n${python(run)}`,
      javascript: `${javascriptHead(run)}\n\n${javascript(run)}`,
    };
  };
