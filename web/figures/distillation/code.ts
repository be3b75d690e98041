import { list } from '../code.js';
import { codeOf, javascriptStatistics, pythonFromLabels, type Run } from '../runs/code.js';
import type { Values } from '../vocabulary.js';

const sortedTemperatures = ({ temperatures }: Values) => [...new Set(temperatures)].sort((a, b) => a - b);

const javascript = ({ values }: Run) => `${javascriptStatistics}

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

const python = (run: Run) => {
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

export const code = codeOf({ javascript, python });
