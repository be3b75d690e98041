"""Writes training.json: networks trained by PyTorch, from given weights and on given batches.

Run with a Python that has NumPy and PyTorch (Debian: python3-torch, /usr/bin/python3):

    python3 tests/golden/make_training.py

Each case trains in double precision, so that its losses are those of exact arithmetic to all the digits that
matter. Parameters are in the order of torch.nn.utils.parameters_to_vector. Inputs have four decimals.
"""

import itertools
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils import parameters_to_vector, vector_to_parameters

HERE = pathlib.Path(__file__).resolve().parent
ABOUT = (
    "Made by tests/golden/make_training.py with NumPy %s and PyTorch %s in double precision; do not edit."
    % (np.__version__, torch.__version__.split("+")[0])
)
STEPS = 50


def short(values):
    """Four decimals: float32 and float64 then agree up to rounding."""
    return np.round(np.asarray(values, dtype=np.float64), 4)


def as_float32(values):
    return torch.tensor(np.asarray(values, dtype=np.float32).astype(np.float64))


def network(inputs, hidden, classes):
    widths = [inputs, *hidden, classes]
    layers = []
    for before, after in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1]).double()


def samples(rng, rows, inputs, classes):
    """Gaussian classes that overlap."""
    means = rng.normal(0, 1, (classes, inputs))
    targets = rng.integers(0, classes, rows)
    return short(means[targets] + rng.normal(0, 0.7, (rows, inputs))), targets


def case(name, seed, inputs, hidden, classes, rows, batch, optimizer, learning_rate, momentum=0.0, weight_decay=0.0,
         label_smoothing=0.0, temperature=None, label_weight=0.0):
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    features, targets = samples(rng, rows, inputs, classes)
    net = network(inputs, hidden, classes)
    parameters = short(parameters_to_vector(net.parameters()).detach().numpy())
    vector_to_parameters(as_float32(parameters), net.parameters())
    x, y = as_float32(features), torch.tensor(targets)
    if temperature is not None:
        teacher = short(rng.dirichlet(np.full(classes, 0.7), rows))
        t = as_float32(teacher)
    if optimizer == "adam":
        updates = torch.optim.Adam(net.parameters(), lr=learning_rate, weight_decay=weight_decay)
    else:
        updates = torch.optim.SGD(net.parameters(), lr=learning_rate, momentum=momentum, weight_decay=weight_decay)

    losses = []
    starts = itertools.islice(itertools.cycle(range(0, rows - batch + 1, batch)), STEPS)
    for start in starts:
        part = slice(start, start + batch)
        logits = net(x[part])
        loss = F.cross_entropy(logits, y[part], label_smoothing=label_smoothing)
        if temperature is not None:
            soft = F.cross_entropy(logits / temperature, t[part])
            loss = (1 - label_weight) * temperature**2 * soft + label_weight * loss
        updates.zero_grad()
        loss.backward()
        updates.step()
        losses.append(loss.item())
    with torch.no_grad():
        logits = net(x)
        margins = torch.topk(logits, 2, dim=1).values
        # Accuracy survives float32 as long as no row is on the edge.
        assert (margins[:, 0] - margins[:, 1]).min() > 1e-4, f"{name}: choose another seed"
        accuracy = (logits.argmax(1) == y).double().mean().item()
        penultimate = net[:-1](x)

    result = dict(
        name=name, inputs=inputs, hidden=hidden, classes=classes, batch=batch, optimizer=optimizer,
        learningRate=learning_rate, momentum=momentum, weightDecay=weight_decay, labelSmoothing=label_smoothing,
        features=features.ravel().tolist(), targets=targets.tolist(), parameters=parameters.tolist(),
    )
    if temperature is not None:
        result.update(temperature=temperature, labelWeight=label_weight, teacher=teacher.ravel().tolist())
    result.update(
        losses=[float("%.9g" % v) for v in losses], accuracy=accuracy,
        finalLogits=[float("%.7g" % v) for v in logits[:4].ravel()],
        finalPenultimate=[float("%.7g" % v) for v in penultimate[:4].ravel()],
    )
    return result


def main():
    torch.set_num_threads(1)
    cases = [
        case("one layer, sgd", 1, 3, [8], 3, 40, 10, "sgd", 0.1),
        case("one layer, sgd with momentum and weight decay, smoothed", 2, 5, [9], 4, 40, 8, "sgd", 0.05, momentum=0.9,
             weight_decay=0.01, label_smoothing=0.1),
        case("two layers, adam, hard", 3, 4, [7, 6], 3, 40, 10, "adam", 0.01),
        case("two layers, adam with weight decay, smoothed", 4, 4, [13, 6], 5, 42, 7, "adam", 0.01, weight_decay=0.02,
             label_smoothing=0.3),
        case("three layers, sgd with momentum, smoothed", 5, 6, [5, 11, 4], 3, 36, 9, "sgd", 0.05, momentum=0.8,
             label_smoothing=0.2),
        case("four layers, adam, smoothed", 6, 2, [6, 8, 5, 7], 3, 40, 10, "adam", 0.01, label_smoothing=0.1),
        case("the default shape, adam, smoothed", 7, 16, [64, 64], 10, 100, 50, "adam", 0.003, label_smoothing=0.1),
        case("a student at temperature 4", 8, 4, [8, 8], 5, 40, 10, "adam", 0.01, temperature=4.0),
        case("a student at temperature 2, labels too", 9, 4, [8, 8], 5, 40, 10, "sgd", 0.05, momentum=0.9,
             label_smoothing=0.1, temperature=2.0, label_weight=0.3),
    ]
    lines = ",\n".join(json.dumps(each) for each in cases)
    (HERE / "training.json").write_text('{"about": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(ABOUT), lines))


if __name__ == "__main__":
    main()
