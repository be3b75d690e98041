/**
 * Code that recomputes every number of a figure's data table, with PyTorch and with this package. Both print the rows
 * of the table, without leading words.
 */

import { listedSteps } from '../../figures/descent/run.js';
import type { FigureName, Values } from '../../figures/parameters.js';
import { smallestClasses } from '../../lib/conventions.js';
import { trainingCodeFor } from './training-code.js';

export interface Code {
  readonly python: string;
  readonly javascript: string;
}

const list = (numbers: readonly number[]) => `[${numbers.join(', ')}]`;

/** Smoothing options in JavaScript. */
function optionsOf(
  { classes, alpha, convention, paddingIndex, prior }: Values,
  names: { readonly classes?: string; readonly alpha?: string } = {},
) {
  const entries = [names.classes ?? `classes: ${classes}`, names.alpha ?? `labelSmoothing: ${alpha}`];
  if (convention !== 'uniform') entries.push(`convention: '${convention}'`);
  if (convention === 'padded') entries.push(`paddingIndex: ${paddingIndex}`);
  if (convention === 'prior') {
    const total = prior.reduce((sum, weight) => sum + weight, 0);
    entries.push(`prior: ${list(prior)}.map((weight) => weight / ${total})`);
  }
  return `{ ${entries.join(', ')} }`;
}

/** A Python function that smooths by one convention. */
function smoothPython({ convention, paddingIndex, prior }: Values, name = 'smooth'): string {
  const lines = {
    uniform: ['return one_hot * (1 - alpha) + alpha / classes'],
    others: ['return one_hot * (1 - alpha) + (1 - one_hot) * alpha / (classes - 1)'],
    padded: [
      'q = one_hot * (1 - alpha) + (1 - one_hot) * alpha / (classes - 2)',
      `q[:, ${paddingIndex}] = 0`,
      `q[targets == ${paddingIndex}] = 0`,
      'return q',
    ],
    prior: [
      `prior = torch.tensor(${list(prior ?? [])}, dtype=torch.float64)`,
      'return one_hot * (1 - alpha) + alpha * prior / prior.sum()',
    ],
  }[convention];
  return [
    `def ${name}(targets, classes, alpha):`,
    '    targets = torch.tensor(targets)',
    '    one_hot = F.one_hot(targets, classes).double()',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
}

const pythonHead = 'import torch\nimport torch.nn.functional as F\n';
const javascriptHead = "import { load } from 'label-smoothing';\n\nconst ls = await load();";

/** Columns of a table whose first is the class. */
const pythonColumns = (columns: readonly string[]) =>
  `for row in zip(range(classes), ${columns.map((column) => `${column}.tolist()`).join(', ')}):\n    print(*row)`;
const javascriptColumns = (columns: readonly string[]) =>
  `for (let k = 0; k < classes; k++) console.log(k, ${columns.map((column) => `${column}[k]`).join(', ')});`;

const floats = (numbers: readonly number[]) => `torch.tensor(${list(numbers)}, dtype=torch.float64)`;

/** Prints a matrix of several rows. */
const javascriptRows = `const print = (matrix, first) => {
  for (let row = 0; row < targets.length; row++) {
    console.log(...first(row), ...matrix.slice(row * classes, (row + 1) * classes));
  }
};`;

type Write = (values: Values) => Code;

const targets: Write = (values) => ({
  python: `${smoothPython(values)}

classes, target = ${values.classes}, ${values.target}
hard = F.one_hot(torch.tensor(target), classes)
q = smooth([target], classes, ${values.alpha})[0]
${pythonColumns(['hard', 'q'])}`,
  javascript: `const classes = ${values.classes};
const hard = ls.smoothTargets([${values.target}], { classes, labelSmoothing: 0 });
const q = ls.smoothTargets([${values.target}], ${optionsOf(values, { classes: 'classes' })});
${javascriptColumns(['hard', 'q'])}`,
});

const heatmap: Write = (values) => ({
  python: `${smoothPython(values)}

targets = ${list(values.targets)}
q = smooth(targets, ${values.classes}, ${values.alpha})
for row, (target, probabilities) in enumerate(zip(targets, q.tolist())):
    print(row, target, *probabilities)`,
  javascript: `const classes = ${values.classes};
const targets = ${list(values.targets)};
${javascriptRows}
print(ls.smoothTargets(targets, ${optionsOf(values, { classes: 'classes' })}), (row) => [row, targets[row]]);`,
});

const steps: Write = ({ classes, alpha, targets, paddingIndex, predictions }) => ({
  python: `classes, alpha, padding = ${classes}, ${alpha}, ${paddingIndex}
targets = torch.tensor(${list(targets)})
predictions = ${floats(predictions)}.expand(len(targets), classes)

def show(matrix):
    for row, (target, cells) in enumerate(zip(targets.tolist(), matrix.tolist())):
        print(row, target, *cells)

def kl(log_predictions, q):
    # F.kl_div gives nan for q = 0 and p = 0 from PyTorch 1.13 on; by definition that term is 0.
    return torch.where(q > 0, torch.xlogy(q, q) - q * log_predictions, torch.zeros_like(q))

show(predictions.log())
q = torch.full((len(targets), classes), alpha / (classes - 2), dtype=torch.float64)
show(q)
q.scatter_(1, targets.unsqueeze(1), 1 - alpha)
show(q)
q[:, padding] = 0
show(q)
q[targets == padding] = 0
show(q)
show(kl(predictions.log(), q))
raised = torch.where(predictions == 0, torch.full_like(predictions, 1e-10), predictions)
show(kl((raised / raised.sum(1, keepdim=True)).log(), q))`,
  javascript: `const classes = ${classes};
const alpha = ${alpha};
const padding = ${paddingIndex};
const targets = ${list(targets)};
const predictions = ${list(predictions)};
${javascriptRows}
const show = (matrix) => print(matrix, (row) => [row, targets[row]]);
const inEveryRow = (row) => Float32Array.from(targets.flatMap(() => row));

show(inEveryRow(predictions.map(Math.log)));
const q = new Float32Array(targets.length * classes).fill(alpha / (classes - 2));
show(q);
targets.forEach((target, row) => { q[row * classes + target] = 1 - alpha; });
show(q);
targets.forEach((_, row) => { q[row * classes + padding] = 0; });
show(q);
const smoothed = ls.smoothTargets(targets, { classes, labelSmoothing: alpha, convention: 'padded', paddingIndex: padding });
show(smoothed);
show(ls.klDiv(inEveryRow(predictions.map(Math.log)), smoothed, { classes, reduction: 'none' }));
const raised = predictions.map((p) => (p === 0 ? 1e-10 : p));
const total = raised.reduce((sum, p) => sum + p, 0);
show(ls.klDiv(inEveryRow(raised.map((p) => Math.log(p / total))), smoothed, { classes, reduction: 'none' }));`,
});

const lossCurve: Write = (values) => {
  const { classes, alpha, alphas, loss, xMax } = values;
  const curves = list([...new Set([alpha, ...alphas])]);
  const given = { ...values, paddingIndex: 0 };
  return {
    python: `${smoothPython(given)}

classes = ${classes}
q = [smooth([1], classes, alpha)[0] for alpha in ${curves}]
for x in range(1, ${xMax} + 1):
    # Class 0 is padding, class 1 correct.
    p = torch.tensor([1e-10, x] + [1] * (classes - 2), dtype=torch.float64)
    p[1:] /= x + classes - 2
    log_p = (p / p.sum()).log()
    print(x, *[${loss === 'kl' ? "F.kl_div(log_p, target, reduction='sum')" : '-(target * log_p).sum()'}.item() for target in q])`,
    javascript: `const classes = ${classes};
const q = ${curves}.map((labelSmoothing) =>
  ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes', alpha: 'labelSmoothing' })}),
);
for (let x = 1; x <= ${xMax}; x++) {
  // Class 0 is padding, class 1 correct.
  const d = x + classes - 2;
  const p = Array.from({ length: classes }, (_, k) => (k === 0 ? 1e-10 : (k === 1 ? x : 1) / d));
  const total = p.reduce((sum, one) => sum + one, 0);
  const logP = Float32Array.from(p, (one) => Math.log(one / total));
  console.log(x, ...q.map((target) => ${
    loss === 'kl'
      ? "ls.klDiv(logP, target, { classes, reduction: 'sum' })"
      : "ls.crossEntropy(logP, target, { classes, reduction: 'sum' })"
  }));
}`,
  };
};

const crossEntropy: Write = ({ classes, target, probability }) => ({
  python: `classes, target, probability = ${classes}, ${target}, ${probability}
hard = F.one_hot(torch.tensor(target), classes).double()
p = torch.where(hard == 1, torch.tensor(probability).double(), torch.tensor((1 - probability) / (classes - 1)).double())
terms = torch.where(hard == 1, -p.log(), torch.zeros_like(p))
${pythonColumns(['hard', 'p', 'terms'])}`,
  javascript: `const classes = ${classes};
const target = ${target};
const probability = ${probability};
const hard = ls.smoothTargets([target], { classes, labelSmoothing: 0 });
const p = Float32Array.from(hard, (one) => (one === 1 ? probability : (1 - probability) / (classes - 1)));
const terms = ls.klDiv(p.map(Math.log), hard, { classes, reduction: 'none' });
${javascriptColumns(['hard', 'p', 'terms'])}`,
});

const decomposition: Write = (values) => {
  const given = { ...values, paddingIndex: 0 };
  const padded = values.convention === 'padded';
  return {
    python: `${smoothPython(given)}

classes = ${values.classes}
q = smooth([1], classes, ${values.alpha})[0]
entropy = -torch.xlogy(q, q).sum()
for percent in range(1, 100):
    p = percent / 100
    # Class 1 is correct; the rest is shared evenly${padded ? ', padding gets nothing' : ''}.
    prediction = torch.full((classes,), (1 - p) / (classes - ${padded ? 2 : 1}), dtype=torch.float64)
    prediction[1] = p
    cross_entropy = -torch.where(q > 0, q * prediction.log(), torch.zeros_like(q)).sum()
    print(p, cross_entropy.item(), (cross_entropy - entropy).item(), entropy.item())`,
    javascript: `const classes = ${values.classes};
const q = ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes' })});
const entropy = ls.entropy(q, { classes, reduction: 'sum' });
for (let percent = 1; percent < 100; percent++) {
  const p = percent / 100;
  // Class 1 is correct; the rest is shared evenly${padded ? ', padding gets nothing' : ''}.
  const logP = Float32Array.from(q, (_, k) => Math.log(k === 1 ? p : ${padded ? 'k === 0 ? 0 : ' : ''}(1 - p) / (classes - ${padded ? 2 : 1})));
  const loss = ls.crossEntropy(logP, q, { classes, reduction: 'sum' });
  console.log(p, loss, ls.klDiv(logP, q, { classes, reduction: 'sum' }), entropy);
}`,
  };
};

const gradient: Write = (values) => {
  const { classes, alpha, target, logits, convention } = values;
  return {
    python: `${convention === 'uniform' ? '' : `${smoothPython(values)}\n\n`}classes, target = ${classes}, ${target}
z = ${floats(logits)}.requires_grad_()
${
  convention === 'uniform'
    ? `loss = F.cross_entropy(z.unsqueeze(0), torch.tensor([target]), label_smoothing=${alpha})
q = F.one_hot(torch.tensor(target), classes) * (1 - ${alpha}) + ${alpha} / classes`
    : `q = smooth([target], classes, ${alpha})[0]
loss = -(q * F.log_softmax(z, dim=0)).sum()`
}
loss.backward()
p = F.softmax(z, dim=0)
${pythonColumns(['z', 'p', 'q', 'z.grad', '(-z.grad)'])}`,
    javascript: `const classes = ${classes};
const z = Float32Array.of(${logits.join(', ')});
const p = ls.softmax(z, { classes });
const q = ls.smoothTargets([${target}], ${optionsOf(values, { classes: 'classes' })});
const { gradient } = ls.crossEntropyAndGradient(z, [${target}], ${optionsOf(values, { classes: 'classes' })});
const push = gradient.map((entry) => -entry);
${javascriptColumns(['z', 'p', 'q', 'gradient', 'push'])}`,
  };
};

const logitGap: Write = (values) => {
  const given = { ...values, paddingIndex: 0 };
  const counts = list([...new Set(values.classCounts)]);
  return {
    python: `${smoothPython(given)}

for percent in range(1, 100):
    alpha = percent / 100
    targets = [smooth([1], classes, alpha)[0] for classes in ${counts}]
    print(alpha, *[(q[1] / q[2]).log().item() for q in targets])`,
    javascript: `for (let percent = 1; percent < 100; percent++) {
  const labelSmoothing = percent / 100;
  const gaps = ${counts}.map((classes) => {
    const q = ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes', alpha: 'labelSmoothing' })});
    return Math.log(q[1] / q[2]);
  });
  console.log(labelSmoothing, ...gaps);
}`,
  };
};

const descent: Write = (values) => {
  const { classes, alpha, target, logits, learningRate } = values;
  const others = `Math.max(...z.filter((_, k) => k !== ${target}))`;
  return {
    python: `${smoothPython(values)}

classes, target, rate = ${classes}, ${target}, ${learningRate}
q = smooth([target], classes, ${alpha})[0]
z = ${floats(logits)}
listed = ${list(listedSteps)}
for step in range(listed[-1] + 1):
    if step in listed:
        others = torch.cat((z[:target], z[target + 1:]))
        print(step, (z[target] - others.max()).item(), *z.tolist())
    z = z - rate * (q.sum() * F.softmax(z, dim=0) - q)`,
    javascript: `const classes = ${classes};
let z = Float64Array.of(${logits.join(', ')});
let done = 0;
for (const step of ${list(listedSteps)}) {
  z = ls.descend(z, ${target}, { ...${optionsOf(values, { classes: 'classes' })}, learningRate: ${learningRate}, steps: step - done });
  done = step;
  console.log(step, z[${target}] - ${others}, ...z);
}`,
  };
};

const conventions: Write = (values) => {
  const { classes, alpha, target } = values;
  const names = (['uniform', 'others', 'padded', 'prior'] as const).filter((name) => classes >= smallestClasses[name]);
  return {
    python: `${names.map((convention) => smoothPython({ ...values, convention }, convention)).join('\n\n')}

classes, target, alpha = ${classes}, ${target}, ${alpha}
rows = [smooth([target], classes, alpha)[0].tolist() for smooth in (${names.join(', ')})]
for row in zip(range(classes), *rows):
    print(*row)`,
    javascript: `const classes = ${classes};
const rows = [
${names.map((convention) => `  ${optionsOf({ ...values, convention }, { classes: 'classes' })},`).join('\n')}
].map((options) => ls.smoothTargets([${target}], options));
for (let k = 0; k < classes; k++) console.log(k, ...rows.map((row) => row[k]));`,
  };
};

const temperature: Write = ({ classes, alpha, target, logits, temperature }) => ({
  python: `classes, target, alpha, temperature = ${classes}, ${target}, ${alpha}, ${temperature}
z = ${floats(logits)}
cold = F.softmax(z, dim=0)
warm = F.softmax(z / temperature, dim=0)
q = F.one_hot(torch.tensor(target), classes) * (1 - alpha) + alpha / classes
${pythonColumns(['z', 'cold', 'warm', 'q'])}`,
  javascript: `const classes = ${classes};
const z = Float32Array.of(${logits.join(', ')});
const cold = ls.softmax(z, { classes });
const warm = ls.softmax(z.map((logit) => logit / ${temperature}), { classes });
const q = ls.smoothTargets([${target}], { classes, labelSmoothing: ${alpha} });
${javascriptColumns(['z', 'cold', 'warm', 'q'])}`,
});

const trace: Write = (values) => ({
  python: `${smoothPython(values)}

q = smooth([${values.target}], ${values.classes}, ${values.alpha})[0]
log_p = ${floats(values.predictions)}.log()
own = torch.xlogy(q, q)
product = q * log_p
defined = torch.where(q > 0, own - product, torch.zeros_like(q))
# F.kl_div computes the fifth row up to PyTorch 1.12 and the sixth from 1.13 on.
for row in (q, log_p, own, product, defined, own - product, defined):
    print(*row.tolist())`,
  javascript: `const classes = ${values.classes};
const q = ls.smoothTargets([${values.target}], ${optionsOf(values, { classes: 'classes' })});
const logP = Float32Array.from(${list(values.predictions)}, Math.log);
const own = q.map((share) => (share === 0 ? 0 : share * Math.log(share)));
const product = q.map((share, k) => share * logP[k]);
const after = own.map((term, k) => term - product[k]);
const before = after.map((term, k) => (q[k] > 0 ? term : 0));
const defined = ls.klDiv(logP, q, { classes, reduction: 'none' });
for (const row of [q, logP, own, product, before, after, defined]) console.log(...row);`,
});

const writers: Readonly<Partial<Record<FigureName, Write>>> = {
  targets,
  heatmap,
  steps,
  'loss-curve': lossCurve,
  'cross-entropy': crossEntropy,
  decomposition,
  gradient,
  'logit-gap': logitGap,
  descent,
  conventions,
  temperature,
  trace,
};

/** Undefined if the figure uses the reader's own data. */
export function codeFor(figure: FigureName, values: Values): Code | undefined {
  const code = writers[figure]?.(values);
  if (!code) return trainingCodeFor(figure, values);
  return { python: `${pythonHead}\n${code.python}\n`, javascript: `${javascriptHead}\n${code.javascript}\n` };
}
