/**
 * Parts of the code that retrains the networks of a figure, with this package and with PyTorch. Both print the rows of the
 * figure's data table, without leading words. Where the figure is a picture (decision regions, penultimate layer), they
 * print those of its learning curves.
 */

import type { DatasetOptions } from '../../lib/index.js';
import { type Code, list } from '../code.js';
import { hasPictures, type PicturesName, type Values } from '../vocabulary.js';
import { mislabelSeeds } from './data.js';
import { ordersOfSeed, runSettings } from './settings.js';

type Kind = NonNullable<DatasetOptions['kind']>;

type Generated = Required<Omit<DatasetOptions, 'kind'>> & { readonly kind: Kind };

/** Pictures that come with the package. */
interface Pictures extends Pick<Values, 'noise'> {
  readonly kind: PicturesName;
  readonly classes: number;
  readonly dimensions: number;
  readonly size: number;
}

/** The settings of a run. */
export interface Run {
  readonly values: Values;
  readonly data: Generated | Pictures;
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

const isPictures = (data: Run['data']): data is Pictures => hasPictures({ data: data.kind });

function javascriptData(data: Run['data']): string {
  if (!isPictures(data)) {
    const { kind, dimensions, spread, noise, size, testSize } = data;
    const shape = kind === 'gaussian' ? `classes, dimensions: ${dimensions}` : 'classes';
    return `const dataOf = (seed) =>
  training.dataset({ kind: '${kind}', ${shape}, spread: ${spread}, noise: ${noise}, size: ${size}, testSize: ${testSize}, seed });
`;
  }
  const { kind, dimensions, size, noise } = data;
  const mislabel =
    noise > 0
      ? `
  const wrong = training.permutation(${size}, ${mislabelSeeds} + seed).subarray(0, ${Math.round(noise * size)});
  wrong.forEach((row, place) => (train.targets[row] = (train.targets[row] + 1 + (place % (classes - 1))) % classes));`
      : '';
  return `const pictures = await ${kind}();
const count = pictures.train.targets.length + pictures.test.targets.length;
const features = new Float32Array([...pictures.train.features, ...pictures.test.features]);
const targets = new Int32Array([...pictures.train.targets, ...pictures.test.targets]);
/** Each seed splits the pictures anew. */
function dataOf(seed) {
  const order = training.permutation(count, seed);
  const part = (rows) => ({ features: pick(features, ${dimensions}, rows), targets: rows.map((row) => targets[row]) });
  const train = part(order.subarray(0, ${size}));
  const test = part(order.subarray(pictures.train.targets.length));${mislabel}
  return { train, test, dimensions: ${dimensions} };
}
`;
}

function javascriptHead(run: Run): string {
  const { classes, kind } = run.data;
  const extra = isPictures(run.data) ? `\nimport ${kind} from 'label-smoothing/data/${kind}';` : '';
  return `import { load, loadTraining } from 'label-smoothing';${extra}

// The variant of the figure, which gives the same bits in every engine.
const variant = 'simd';
const [ls, training] = await Promise.all([load({ variant }), loadTraining({ variant })]);

const classes = ${classes};
const options = { ${optionsOf(run)} };

const pick = (matrix, columns, rows) => {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, place) => picked.set(matrix.subarray(row * columns, (row + 1) * columns), place * columns));
  return picked;
};

${javascriptData(run.data)}
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
const curves: Readonly<Record<Exclude<Kind, 'gaussian'>, string>> = {
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

function pythonGenerated({ kind, spread, noise, size, testSize }: Generated): string {
  return `def normal(random, count):
    numbers = []
    while len(numbers) < count:
        radius = math.sqrt(-2 * math.log(1 - next(random)))
        angle = 2 * math.pi * next(random)
        numbers += [radius * math.cos(angle), radius * math.sin(angle)]
    return numbers[:count]

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
`;
}

/** Reads the pictures from where Debian's package puts them, and makes of them what scripts/data.mjs does. */
const sources: Readonly<Record<PicturesName, string>> = {
  fashion: `import gzip

# From Debian's package dataset-fashion-mnist, or https://github.com/zalandoresearch/fashion-mnist.
folder = '/usr/share/datasets/fashion-mnist'

def idx(name, header):
    with gzip.open(f'{folder}/{name}-ubyte.gz') as file:
        return torch.tensor(list(file.read()[header:]))

parts = 'train', 't10k'
targets = torch.cat([idx(f'{part}-labels-idx1', 8)[:1000] for part in parts])
pictures = torch.cat([idx(f'{part}-images-idx3', 16).view(-1, 28, 28)[:1000] for part in parts])
# Means of 2 x 2 pixels in eight levels.
features = (F.avg_pool2d(pictures.double(), 2) * 7 / 255).round().float().flatten(1) / 7`,
  digits: `from sklearn.datasets import load_digits

source = load_digits()
targets = torch.tensor(source.target).long()
features = torch.tensor(source.data / 16).float()`,
};

function pythonPictures({ kind, size, noise }: Pictures): string {
  const mislabel =
    noise > 0
      ? `
    wrong = shuffled(list(range(${size})), uniform(${mislabelSeeds} + seed, 3))[:${Math.round(noise * size)}]
    for place, row in enumerate(wrong):
        train[1][row] = (train[1][row] + 1 + place % (classes - 1)) % classes`
      : '';
  return `${sources[kind]}

def data_of(seed):
    """Each seed splits the pictures anew."""
    order = torch.tensor(shuffled(list(range(len(targets))), uniform(seed, 3)))
    train, test = [(features[rows], targets[rows]) for rows in (order[:${size}], order[1000:])]${mislabel}
    return train, test
`;
}

function pythonHead(run: Run): string {
  const { values, data } = run;
  const { optimizer, learningRate, momentum, weightDecay } = values;
  const { classes, dimensions } = data;
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

def shuffled(items, random):
    for i in range(len(items), 1, -1):
        j = int(next(random) * i)
        items[i - 1], items[j] = items[j], items[i - 1]
    return items


${isPictures(data) ? pythonPictures(data) : pythonGenerated(data)}
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

function dataOf(values: Values): Run['data'] | undefined {
  if (hasPictures(values)) {
    const { data: kind, classes, samples: size, noise } = values;
    return { kind, classes, dimensions: kind === 'fashion' ? 14 * 14 : 8 * 8, size, noise };
  }
  const data = runSettings(values, undefined)?.data;
  return data && 'generate' in data ? (data.generate as Generated) : undefined;
}

/** Code that retrains networks; none of the reader's own data, which code cannot contain. */
export const codeOf =
  ({ javascript, python }: Writers) =>
  (values: Values): Code | undefined => {
    const data = dataOf(values);
    if (!data) return undefined;
    const run = { values, data, batch: Math.min(values.batch, data.size) };
    return {
      python: `${pythonHead(run)}\n${python(run)}`,
      javascript: `${javascriptHead(run)}\n\n${javascript(run)}`,
    };
  };
