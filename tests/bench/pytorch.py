"""Native PyTorch on one thread: requests {method, argument} as lines of JSON on stdin, answers on stdout.

Cross-entropy has two entries, PyTorch's own function and the same by hand in the fastest formulation found: without
autograd, log-sum-exp instead of log-softmax, and for the gradient log sum exp x = max x - log max p, p = softmax(x).
"""

import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)

WITH_AUTOGRAD = "PyTorch F.cross_entropy, backward"
TRAINING = "PyTorch, eager"
# As in training.mjs.
WIDTHS = [16, 64, 64, 10]
LEARNING_RATE = 0.003
CHECKED_STEPS = 10


def training(rows, alpha, tensors):
    """{name: (a step, the losses of the first steps)}."""
    x = tensors["features"].reshape(rows, WIDTHS[0])
    y = tensors["targets"].long()

    def start():
        layers = [layer for i, o in zip(WIDTHS, WIDTHS[1:]) for layer in (torch.nn.Linear(i, o), torch.nn.ReLU())]
        network = torch.nn.Sequential(*layers[:-1])
        torch.nn.utils.vector_to_parameters(tensors["parameters"].clone(), network.parameters())
        optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)

        def step():
            loss = F.cross_entropy(network(x), y, label_smoothing=alpha)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            return loss

        return step

    def losses():
        step = start()
        return [step().item() for _ in range(CHECKED_STEPS)]

    return {TRAINING: (start(), losses)}


def entries(operation, rows, classes, alpha, inputs):
    """{name: (function to measure, function that returns (loss, values))}; WITH_AUTOGRAD needs it on, others off."""
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    if operation == "training":
        return training(rows, alpha, tensors)
    if operation == "kl-divergence":
        log_probs = tensors["logProbs"].reshape(rows, classes)
        target = tensors["target"].reshape(rows, classes)
        impossible = target == 0
        elements = torch.empty_like(target)

        def kl_divergence():
            torch.eq(target, 0, out=impossible)
            return torch.log(target, out=elements).sub_(log_probs).mul_(target).masked_fill_(impossible, 0).sum()

        return {"PyTorch": (kl_divergence, lambda: (kl_divergence(), None))}

    x = tensors["logits"].reshape(rows, classes)
    out = torch.empty_like(x)
    if operation in ("softmax", "log-softmax"):
        kernel = torch.ops.aten._softmax.out if operation == "softmax" else torch.ops.aten._log_softmax.out

        def row_function():
            return kernel(x, 1, False, out=out)

        return {"PyTorch": (row_function, lambda: (None, row_function()))}

    y = tensors["targets"].long()
    column = y[:, None]

    def dot_with_targets():
        return (1 - alpha) * x.gather(1, column).mean() + alpha * x.mean()

    if operation == "cross-entropy":

        def cross_entropy():
            return F.cross_entropy(x, y, label_smoothing=alpha)

        def cross_entropy_by_hand():
            return x.logsumexp(1).mean() - dot_with_targets()

        return {
            "PyTorch F.cross_entropy": (cross_entropy, lambda: (cross_entropy(), None)),
            "PyTorch by hand": (cross_entropy_by_hand, lambda: (cross_entropy_by_hand(), None)),
        }

    leaf = x.clone().requires_grad_()
    hits = torch.full((rows, 1), -(1 - alpha) / rows)

    def backward():
        leaf.grad = None
        loss = F.cross_entropy(leaf, y, label_smoothing=alpha)
        loss.backward()
        return loss, leaf.grad

    def gradient_by_hand():
        p = torch.ops.aten._softmax.out(x, 1, False, out=out)
        loss = (x.amax(1) - p.amax(1).log()).mean() - dot_with_targets()
        return loss, p.mul_(1 / rows).sub_(alpha / classes / rows).scatter_add_(1, column, hits)

    return {
        WITH_AUTOGRAD: (backward, backward),
        "PyTorch by hand": (gradient_by_hand, gradient_by_hand),
    }


class Session:
    def __init__(self):
        self.prepared = {}
        self.estimates = {}

    def prepare(self, id, operation, rows, classes, alpha, inputs, answers):
        """Reads inputs from {name: file}; writes the values of every answer to `answers` + entry."""
        arrays = {
            name: numpy.fromfile(path, dtype=numpy.int32 if name == "targets" else numpy.float32)
            for name, path in inputs.items()
        }
        prepared = entries(operation, rows, classes, alpha, arrays)
        self.prepared[id] = {name: run for name, (run, _) in prepared.items()}
        losses = {}
        for name, (_, answer) in prepared.items():
            if name == TRAINING:
                losses[name] = answer()
                continue
            with torch.inference_mode(name != WITH_AUTOGRAD):
                loss, values = answer()
            losses[name] = None if loss is None else loss.item()
            if values is not None:
                values.numpy().tofile(answers + name)
        return losses

    def sample(self, id, entry, milliseconds):
        run = self.prepared[id][entry]
        with torch.inference_mode(entry not in (WITH_AUTOGRAD, TRAINING)):
            start = time.perf_counter()
            run()
            estimate = self.estimates.get((id, entry), (time.perf_counter() - start) * 1e3)
            calls = max(1, int(milliseconds / estimate))
            start = time.perf_counter()
            for _ in range(calls):
                run()
        self.estimates[id, entry] = (time.perf_counter() - start) * 1e3 / calls
        return self.estimates[id, entry]

    def release(self, id):
        self.prepared.pop(id, None)


def answer_requests():
    session = Session()
    print(json.dumps({"result": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = {"result": getattr(session, request["method"])(**request["argument"])}
        except Exception as error:  # pylint: disable=broad-except
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


answer_requests()
