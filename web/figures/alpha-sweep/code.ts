import { list } from '../code.js';
import { codeOf, javascriptStatistics, pythonFromLabels, type Run } from '../runs/code.js';
import { sweepAlphas } from '../runs/settings.js';

const javascript = ({ values: { seed, runs } }: Run) => `${javascriptStatistics}

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

const python = (run: Run) => {
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

export const code = codeOf({ javascript, python });
