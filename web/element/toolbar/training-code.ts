/**
 * Code that retrains the networks of a figure, with this package and with PyTorch. Both print the rows of the figure's
 * data table, without leading words. Where the figure is a picture (decision regions, penultimate layer), they print
 * those of its learning curves.
 */

import type { FigureName, Values } from '../../figures/parameters.js';
import { ordersOfSeed, runSettings, sweepAlphas } from '../../figures/runs/settings.js';
import type { DatasetOptions } from '../../lib/index.js';
import type { Code } from './code.js';

type Generated = Required<Omit<DatasetOptions, 'kind'>> & { readonly kind: Exclude<Values['data'], 'csv'> };

/** The settings of a run. */
interface Run {
  readonly values: Values;
  readonly data: Generated;
  readonly batch: number;
}

const list = (numbers: readonly number[]) => `[${numbers.join(', ')}]`;
const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');

// ---------------------------------------------------------------------------------------------
// With this package.
// ---------------------------------------------------------------------------------------------

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

const javascriptStatistics = `const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
/** The standard deviation of a sample. */
const deviation = (numbers) =>
  numbers.length < 2 ? NaN : Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean(numbers)) ** 2, 0) / (numbers.length - 1));
const statistics = (points, names) =>
  names.map((name) => points.map((point) => point[name])).flatMap((numbers) => [mean(numbers), deviation(numbers)]);`;

const comparisonJavascript = ({ values: { alpha, seed, view } }: Run) => {
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
  const measures = networks.flatMap((network) => [measure(network, data.train), measure(network, data.test)]);
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

const sweepJavascript = ({ values: { seed, runs } }: Run) => `${javascriptStatistics}

const measure = (logits, targets) => ls.calibration(ls.softmax(logits, { classes }), targets, { classes });

/** The alternative to smoothing: each half of the test examples is cooled by the temperature that fits the other half. */
function run(labelSmoothing, seed) {
  const data = dataOf(seed);
  const { train, test } = data;
  const network = training.mlp({ ...options, labelSmoothing, seed });
  learn(data, seed, (features, rows) => network.step(features, rows.map((row) => train.targets[row])));
  const logits = network.logits(test.features);
  const trained = measure(network.logits(train.features), train.targets).accuracy;
  network.free();
  const half = Math.floor(test.targets.length / 2);
  const fitOn = (from, to) =>
    ls.fitTemperature(logits.subarray(from * classes, to * classes), test.targets.subarray(from, to), { classes }).temperature;
  const [first, second] = [fitOn(0, half), fitOn(half, test.targets.length)];
  const scaled = measure(logits.map((logit, at) => logit / (at < half * classes ? second : first)), test.targets);
  return { trained, temperature: (first + second) / 2, scaled, ...measure(logits, test.targets) };
}

const seeds = Array.from({ length: ${runs} }, (_, index) => ${seed} + index);
const names = ['accuracy', 'nll', 'ece', 'confidence'];
let hard;
for (const alpha of ${list(sweepAlphas)}) {
  const points = seeds.map((seed) => run(alpha, seed));
  hard ??= points;
  console.log(alpha, points.length, ...statistics(points, names), mean(points.map(({ trained }) => trained)), 1);
}
const scaled = hard.map((point) => point.scaled);
const [trained, temperature] = ['trained', 'temperature'].map((name) => mean(hard.map((point) => point[name])));
console.log(scaled.length, ...statistics(scaled, names), trained, temperature);`;

const distillationJavascript = ({ values }: Run) => `${javascriptStatistics}

const temperatures = ${list(sortedTemperatures(values))};
const studentOptions = { ...options, hidden: ${list(values.student)} };

const measure = (network, { features, targets }) =>
  ls.calibration(ls.softmax(network.logits(features), { classes }), targets, { classes });

function fromLabels(options, data, seed) {
  const network = training.mlp({ ...options, seed });
  learn(data, seed, (features, rows) => network.step(features, rows.map((row) => data.train.targets[row])));
  return network;
}

function fromTeacher(teacher, temperature, data, seed) {
  const taught = teacher.probabilities(data.train.features, { temperature });
  const student = training.mlp({ ...studentOptions, seed });
  learn(data, seed, (features, rows) => student.step(features, pick(taught, classes, rows), { temperature }));
  return student;
}

/** The teacher, then its students. */
function school(labelSmoothing, seed) {
  const data = dataOf(seed);
  const teacher = fromLabels({ ...options, labelSmoothing }, data, seed);
  const networks = [teacher, ...temperatures.map((temperature) => fromTeacher(teacher, temperature, data, seed))];
  const measures = networks.map((network) => measure(network, data.test));
  for (const network of networks) network.free();
  return measures;
}

function alone(seed) {
  const data = dataOf(seed);
  const network = fromLabels(studentOptions, data, seed);
  const measures = measure(network, data.test);
  network.free();
  return measures;
}

const seeds = Array.from({ length: ${values.runs} }, (_, index) => ${values.seed} + index);
const print = (points) => console.log(points.length, ...statistics(points, ['accuracy', 'ece']));
const schools = [0, ${values.alpha}].map((alpha) => seeds.map((seed) => school(alpha, seed)));
for (const school of schools) print(school.map(([teacher]) => teacher));
for (const school of schools) temperatures.forEach((_, index) => print(school.map(([, ...students]) => students[index])));
print(seeds.map(alone));`;

const sortedTemperatures = ({ temperatures }: Values) => [...new Set(temperatures)].sort((a, b) => a - b);

// ---------------------------------------------------------------------------------------------
// With PyTorch. Random numbers as in cpp/src/random.h, data and weights as in dataset.cpp and mlp.cpp.
// ---------------------------------------------------------------------------------------------

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
const pythonFromLabels = ({ values: { epochs } }: Run) => `
def from_labels(net, features, targets, alpha, seed):
    optimizer = optimizer_of(net)
    for epoch in range(${epochs}):
        for rows in batches(len(targets), seed, epoch):
            step(optimizer, F.cross_entropy(net(features[rows]), targets[rows], label_smoothing=alpha))
    return net

def statistics(points, names):
    columns = [torch.tensor([point[name] for point in points], dtype=torch.float64) for name in names]
    return [number for column in columns for number in (column.mean().item(), column.std().item())]`;

const comparisonPython = ({ values: { alpha, seed, layers, epochs, view } }: Run) => {
  const isBins = view === 'reliability' || view === 'histogram';
  const report = isBins
    ? ''
    : `
def report(epoch):
    measures = [measure(net(x), y) for net, _, _ in runs for x, y in (train, test)]
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

const sweepPython = (run: Run) => {
  const { seed, runs, layers } = run.values;
  return `${pythonFromLabels(run)}

def fit_temperature(logits, targets):
    """Newton's method for the inverse temperature."""
    logits, beta = logits.double(), torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    for _ in range(50):
        slope, = torch.autograd.grad(F.cross_entropy(beta * logits, targets), beta, create_graph=True)
        curvature, = torch.autograd.grad(slope, beta)
        with torch.no_grad():
            beta -= torch.max(slope / curvature, -beta).clamp(max=beta.item() / 2)
    return 1 / beta.item()

def run(alpha, seed):
    """The alternative to smoothing: each half of the test examples is cooled by the temperature that fits the other half."""
    (x, y), (x_test, y_test) = data_of(seed)
    net = from_labels(network(${list(layers)}, seed), x, y, alpha, seed)
    logits, half = net(x_test).detach(), len(y_test) // 2
    point = {**measure(logits, y_test), 'trained': measure(net(x), y)['accuracy']}
    if alpha == 0:
        first, second = (fit_temperature(logits[rows], y_test[rows]) for rows in (slice(half), slice(half, None)))
        point['temperature'] = (first + second) / 2
        point['scaled'] = measure(torch.cat((logits[:half] / second, logits[half:] / first)), y_test)
    return point


names = ('accuracy', 'nll', 'ece', 'confidence')
for alpha in ${list(sweepAlphas)}:
    points = [run(alpha, seed) for seed in range(${seed}, ${seed + runs})]
    if alpha == 0:
        hard = points
    print(alpha, len(points), *statistics(points, names), statistics(points, ['trained'])[0], 1)
trained, _, temperature, _ = statistics(hard, ['trained', 'temperature'])
print(len(hard), *statistics([point['scaled'] for point in hard], names), trained, temperature)`;
};

const distillationPython = (run: Run) => {
  const { values } = run;
  const { seed, runs, layers, student, epochs, alpha } = values;
  return `${pythonFromLabels(run)}

def from_teacher(net, features, teacher, temperature, seed):
    taught = (teacher(features).detach() / temperature).softmax(1)
    optimizer = optimizer_of(net)
    for epoch in range(${epochs}):
        for rows in batches(len(features), seed, epoch):
            step(optimizer, temperature**2 * F.cross_entropy(net(features[rows]) / temperature, taught[rows]))
    return net

temperatures = ${list(sortedTemperatures(values))}

def school(alpha, seed):
    """The teacher, then its students."""
    (x, y), (x_test, y_test) = data_of(seed)
    teacher = from_labels(network(${list(layers)}, seed), x, y, alpha, seed)
    students = [
        from_teacher(network(${list(student)}, seed), x, teacher, temperature, seed)
        for temperature in temperatures
    ]
    return [measure(net(x_test), y_test) for net in (teacher, *students)]

def alone(seed):
    (x, y), (x_test, y_test) = data_of(seed)
    return measure(from_labels(network(${list(student)}, seed), x, y, 0, seed)(x_test), y_test)


seeds = range(${seed}, ${seed + runs})
hard, smoothed = [list(zip(*[school(alpha, seed) for seed in seeds])) for alpha in (0, ${alpha})]
for points in (hard[0], smoothed[0], *hard[1:], *smoothed[1:], [alone(seed) for seed in seeds]):
    print(len(points), *statistics(points, ['accuracy', 'ece']))`;
};

const writers: Readonly<
  Partial<Record<FigureName, { readonly python: (run: Run) => string; readonly javascript: (run: Run) => string }>>
> = {
  training: { python: comparisonPython, javascript: comparisonJavascript },
  'alpha-sweep': { python: sweepPython, javascript: sweepJavascript },
  distillation: { python: distillationPython, javascript: distillationJavascript },
};

/** Undefined for other figures, and for the reader's own data, which code cannot contain. */
export function trainingCodeFor(figure: FigureName, values: Values): Code | undefined {
  const writer = writers[figure];
  const data = writer && runSettings(values, undefined)?.data;
  if (!data || !('generate' in data)) return undefined;
  const generated = data.generate as Generated;
  const run = { values, data: generated, batch: Math.min(values.batch, generated.size) };
  return {
    python: `${pythonHead(run)}\n${writer.python(run)}\n`,
    javascript: `${javascriptHead(run)}\n\n${writer.javascript(run)}\n`,
  };
}
