"""Writes the golden vectors: numbers from double-precision formulas that agree with PyTorch.

Run with a Python that has NumPy and PyTorch (Debian: python3-torch, /usr/bin/python3):

    python3 tests/golden/make_golden.py

Every file is one JSON object: `about` says how it was made, `cases` holds the vectors. JSON has no
infinities or NaN: they are the strings "inf", "-inf" and "nan". Inputs are float32 values, written
so that they read back exactly; results are double precision, to 12 digits. Wherever PyTorch has the
operation its double-precision answer is compared too, and a difference stops the script.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
ABOUT = (
    "Made by tests/golden/make_golden.py with NumPy %s and PyTorch %s in double precision; "
    'do not edit. "inf", "-inf" and "nan" are strings.' % (np.__version__, torch.__version__.split("+")[0])
)
TORCH_TOLERANCE = 1e-12


# --- the definitions ---------------------------------------------------------------------------


def smoothed(y, k, alpha, convention, padding=None, prior=None):
    """The smoothed target distribution of class y."""
    q = np.zeros(k)
    if convention == "uniform":
        q[:] = alpha / k
        q[y] = 1 - alpha + alpha / k
    elif convention == "others":
        q[:] = alpha / (k - 1)
        q[y] = 1 - alpha
    elif convention == "padded":
        if y != padding:
            q[:] = alpha / (k - 2)
            q[y] = 1 - alpha
            q[padding] = 0
    elif convention == "prior":
        q[:] = alpha * np.asarray(prior, dtype=np.float64)
        q[y] += 1 - alpha
    return q


def smoothed_probabilities(t, alpha, convention, padding=None, prior=None):
    """Target probabilities t, smoothed."""
    k = len(t)
    if convention == "uniform":
        return (1 - alpha) * t + alpha / k
    if convention == "prior":
        return (1 - alpha) * t + alpha * np.asarray(prior, dtype=np.float64)
    share = alpha / (k - 1 if convention == "others" else k - 2)
    q = (1 - alpha) * t + share * (1 - t)
    if convention == "padded":
        q[padding] = 0
    return q


def log_softmax(x):
    m = np.max(x)
    return x - m - math.log(np.sum(np.exp(x - m)))


def plogp(p):
    return np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0)


def entropy(q):
    return float(-np.sum(plogp(q)))


def row_loss(x, q, w, z):
    """Loss and gradient of one row for the target q and class weights w."""
    lp = log_softmax(x)
    lse = x[0] - lp[0]
    qw = q * w
    loss = float(-np.sum(np.where(qw != 0, qw * lp, 0))) + z * lse**2
    gradient = (np.sum(qw) + 2 * z * lse) * np.exp(lp) - qw
    return loss, gradient


def reduce(losses, gradients, reduction, divisor):
    scale = {"none": 1, "sum": 1, "mean": divisor, "batchmean": len(losses)}[reduction]
    loss = [float(v) for v in losses] if reduction == "none" else float(np.sum(losses)) / scale
    return loss, gradients / scale


# --- writing -----------------------------------------------------------------------------------


def agree(ours, theirs, what):
    ours = np.asarray(ours, dtype=np.float64)
    theirs = np.asarray(theirs, dtype=np.float64)
    error = np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))) if ours.size else 0
    assert error <= TORCH_TOLERANCE, "%s: PyTorch differs by %g" % (what, error)


def number(v):
    v = float(v)
    if math.isnan(v):
        return "nan"
    if math.isinf(v):
        return "inf" if v > 0 else "-inf"
    if v == int(v) and abs(v) < 1e15:
        return int(v)
    return float("%.12g" % v)


def plain(v):
    """Python and NumPy values as JSON; float32 stays exact."""
    if isinstance(v, dict):
        return {key: plain(value) for key, value in v.items() if value is not None}
    if isinstance(v, np.ndarray) and v.dtype == np.float32:
        return [plain(np.float32(e)) for e in v.ravel()]
    if isinstance(v, (list, tuple, np.ndarray)):
        return [plain(e) for e in (v.ravel() if isinstance(v, np.ndarray) else v)]
    if isinstance(v, np.float32):
        return float(str(v)) if np.isfinite(v) else number(v)
    if isinstance(v, (bool, str)):
        return v
    if isinstance(v, (int, np.integer)):
        return int(v)
    return number(v)


def write(name, cases):
    path = HERE / (name + ".json")
    lines = ",\n".join(json.dumps(plain(case), separators=(",", ":")) for case in cases)
    path.write_text('{"about":%s,\n"cases":[\n%s\n]}\n' % (json.dumps(ABOUT), lines))
    print("%s: %d cases, %d bytes" % (path.name, len(cases), path.stat().st_size))


def tensor(a):
    return torch.tensor(np.asarray(a, dtype=np.float64), dtype=torch.float64)


# --- one row, every convention -----------------------------------------------------------------


def conventions():
    x = np.array([1, 2, 3, 4, 5], dtype=np.float32)
    y, alpha, k = 1, 0.1, 5
    prior = np.array([0.5, 0.2, 0.1, 0.1, 0.1], dtype=np.float32)
    weights = np.array([0.5, 1, 2, 3, 0.25], dtype=np.float32)
    cases = []
    for convention, padding, w, z in (
        ("uniform", None, None, 0),
        ("others", None, None, 0),
        ("padded", 0, None, 0),
        ("prior", None, None, 0),
        ("uniform", None, weights, 0),
        ("uniform", None, None, 1e-4),
    ):
        # In float32 these sum to 1 + 1.5e-8. That is part of the data.
        pi = prior if convention == "prior" else None
        q = smoothed(y, k, alpha, convention, padding, pi)
        ones = np.ones(k) if w is None else w.astype(np.float64)
        loss, gradient = row_loss(x.astype(np.float64), q, ones, z)
        logits = tensor([x]).requires_grad_()
        theirs = F.cross_entropy(logits, tensor([q]), weight=tensor(ones))
        (theirs + z * torch.logsumexp(logits, 1)[0] ** 2).backward()
        agree(loss - z * float(torch.logsumexp(logits, 1)[0]) ** 2, theirs.item(), convention)
        agree(gradient, logits.grad.numpy()[0], convention)
        kl = float(np.sum(plogp(q)) - np.dot(q, log_softmax(x.astype(np.float64))))
        cases.append(
            dict(convention=convention, logits=x, target=y, labelSmoothing=alpha, classes=k, paddingIndex=padding,
                 prior=pi, classWeights=w, zLoss=z or None, q=q, crossEntropy=loss, entropy=entropy(q),
                 klDiv=kl, gradient=gradient)
        )
    write("conventions", cases)


# --- batches -----------------------------------------------------------------------------------


def cross_entropy():
    rng = np.random.default_rng(20261123)
    cases = []

    def add(name, n, k, convention="uniform", alpha=0.1, reduction="mean", weighted=False, ignored=(), padding=None,
            z=0.0, scale=3.0, offset=0.0, probabilities=False, with_gradient=True):
        logits = (rng.standard_normal((n, k)) * scale + offset).astype(np.float32)
        prior = None
        if convention == "prior":
            prior = rng.dirichlet(np.ones(k)).astype(np.float32)
        w = rng.uniform(0.25, 2, k).astype(np.float32) if weighted else None
        ones = np.ones(k) if w is None else w.astype(np.float64)
        x = logits.astype(np.float64)
        if probabilities:
            t = rng.dirichlet(np.full(k, 0.5), n).astype(np.float32)
            targets = t
            counts = np.ones(n, dtype=bool)
            q = [smoothed_probabilities(row.astype(np.float64), alpha, convention, padding, prior) for row in t]
            divisor = n
        else:
            targets = rng.integers(0, k, n)
            if padding is not None:
                targets[0] = padding
            for i in ignored:
                targets[i] = -100
            counts = np.array([y != -100 and (padding is None or y != padding) for y in targets])
            q = [smoothed(y, k, alpha, convention, padding, prior) if live else np.zeros(k)
                 for y, live in zip(targets, counts)]
            divisor = float(np.sum([ones[y] for y, live in zip(targets, counts) if live]))
        losses = np.zeros(n)
        gradients = np.zeros((n, k))
        for r in range(n):
            if counts[r]:
                losses[r], gradients[r] = row_loss(x[r], q[r], ones, z)
        loss, gradient = reduce(losses, gradients, reduction, divisor)

        # PyTorch gets the smoothed targets as probabilities, and smooths by itself where its convention is ours.
        lt = tensor(x).requires_grad_()
        rows = F.cross_entropy(lt, tensor(q), weight=tensor(ones), reduction="none")
        rows = rows + z * torch.logsumexp(lt, 1) ** 2 * tensor(counts)
        scale_of = {"none": 1, "sum": 1, "mean": divisor, "batchmean": n}[reduction]
        (rows.sum() / scale_of).backward()
        agree(losses, rows.detach().numpy(), name)
        agree(gradient, lt.grad.numpy(), name)
        if convention == "uniform" and padding is None and z == 0 and reduction != "batchmean":
            lt = tensor(x).requires_grad_()
            target = tensor(targets) if probabilities else torch.tensor(targets)
            theirs = F.cross_entropy(lt, target, weight=tensor(ones), reduction=reduction, label_smoothing=alpha)
            theirs.sum().backward()
            agree(loss, theirs.detach().numpy(), name)
            agree(gradient, lt.grad.numpy(), name)
        cases.append(
            dict(name=name, rows=n, classes=k, logits=logits, targets=targets, probabilities=probabilities or None,
                 labelSmoothing=alpha, convention=convention, paddingIndex=padding, prior=prior,
                 classWeights=w, ignoreIndex=-100 if ignored else None, zLoss=z or None, reduction=reduction,
                 loss=loss, gradient=gradient if with_gradient else None)
        )

    for reduction in ("none", "sum", "mean", "batchmean"):
        add("uniform, " + reduction, 5, 7, reduction=reduction, ignored=(2,))
        add("weights, " + reduction, 5, 7, reduction=reduction, ignored=(1, 4), weighted=True)
        add("probabilities, " + reduction, 3, 6, reduction=reduction, probabilities=True)
    for alpha in (0, 0.4, 1):
        add("one-hot to uniform, %g" % alpha, 4, 10, alpha=alpha)
        add("others, %g" % alpha, 4, 10, alpha=alpha, convention="others")
    for convention in ("others", "padded", "prior"):
        padding = 3 if convention == "padded" else None
        for k in (10, 33, 129):
            add("%s, %d classes" % (convention, k), 3, k, convention=convention, padding=padding, alpha=0.2)
        add(convention + ", weights", 4, 9, convention=convention, padding=padding, weighted=True)
        add(convention + ", probabilities and weights", 3, 9, convention=convention, padding=padding, weighted=True,
            probabilities=True)
    add("padding without a zero column", 4, 8, padding=5)
    add("z-loss", 4, 12, z=1e-3, ignored=(0,))
    add("z-loss, weights", 4, 12, z=1e-2, weighted=True, reduction="sum")
    add("offset 1e5", 3, 40, offset=1e5)
    add("offset -1e5", 3, 100, offset=-1e5, convention="others")
    add("scale 80", 3, 70, scale=80)
    add("scale 80, one-hot", 3, 70, scale=80, alpha=0)
    add("two classes", 6, 2, convention="others")
    add("one class", 3, 1)
    add("three classes, padded", 5, 3, convention="padded", padding=0)
    for k in (1, 3, 4, 5, 8, 15, 16, 17, 63, 64, 65):
        add("uniform, %d classes" % k, 2, k)
    add("1000 classes", 1, 1000, with_gradient=False)
    write("cross_entropy", cases)


def kl_divergence():
    rng = np.random.default_rng(7)
    cases = []
    for log_target in (False, True):
        for reduction in ("none", "sum", "mean", "batchmean"):
            n, k = 3, 7
            x = rng.standard_normal((n, k)) * 2
            log_probs = np.array([log_softmax(row) for row in x]).astype(np.float32)
            target = rng.dirichlet(np.ones(k), n)
            target = (np.log(target) if log_target else target).astype(np.float32)
            lp, t = log_probs.astype(np.float64), target.astype(np.float64)
            probability = np.exp(t) if log_target else t
            elements = probability * ((t if log_target else np.log(t)) - lp)
            divisor = {"none": 1, "sum": 1, "mean": n * k, "batchmean": n}[reduction]
            loss = elements.ravel() if reduction == "none" else elements.sum() / divisor
            lt = tensor(lp).requires_grad_()
            theirs = F.kl_div(lt, tensor(t), reduction=reduction, log_target=log_target)
            theirs.sum().backward()
            agree(loss, theirs.detach().numpy().ravel() if reduction == "none" else theirs.item(), "kl")
            agree(-probability / divisor, lt.grad.numpy(), "kl gradient")
            cases.append(
                dict(rows=n, classes=k, logProbs=log_probs, target=target, logTarget=log_target, reduction=reduction,
                     loss=loss, gradient=-probability / divisor)
            )
    # 0 log 0 = 0, where PyTorch gives NaN since 1.13; a target > 0 that the prediction rules out gives +infinity.
    log = np.log
    half = [log(0.25), log(0.25), log(0.5)]
    for log_probs, target, loss in (
        (half, [0.5, 0.5, 0], math.log(2)),
        ([log(0.5), log(0.5), -math.inf], [0.5, 0.5, 0], 0),
        ([log(0.5), -math.inf, log(0.5)], [0.5, 0.5, 0], math.inf),
    ):
        cases.append(
            dict(rows=1, classes=3, logProbs=np.array(log_probs, dtype=np.float32),
                 target=np.array(target, dtype=np.float32), logTarget=False, reduction="sum", loss=loss,
                 gradient=-np.array(target))
        )
    write("kl_divergence", cases)


# --- the figures of the article ----------------------------------------------------------------


def seed():
    cases = [dict(figure="targets", classes=5, target=2, labelSmoothing=0.1, convention="uniform",
                  q=smoothed(2, 5, 0.1, "uniform"))]
    targets = [2, 1, 0]
    q = np.array([smoothed(y, 5, 0.4, "padded", 0) for y in targets])
    predictions = np.array([0, 0.2, 0.7, 0.1, 0])
    filled = np.full((3, 5), 0.4 / 3)
    confident = filled.copy()
    for r, y in enumerate(targets):
        confident[r, y] = 0.6
    no_padding = confident.copy()
    no_padding[:, 0] = 0
    cases.append(dict(figure="heatmap", classes=5, targets=targets, paddingIndex=0, labelSmoothing=0.4,
                      convention="padded", q=q))
    with np.errstate(divide="ignore"):
        log_probs = np.tile(np.log(predictions), (3, 1))
    floored = np.where(predictions > 0, predictions, 1e-10)
    floored = floored / floored.sum()
    floored_kl = float(np.sum(plogp(q)) - np.sum(q * np.log(floored)))
    theirs = F.kl_div(tensor(np.tile(np.log(floored), (3, 1))), tensor(q), reduction="sum").item()
    agree(floored_kl, theirs, "steps")
    assert abs(floored_kl - 5.97115) < 5e-6
    cases.append(dict(figure="steps", classes=5, targets=targets, paddingIndex=0, labelSmoothing=0.4,
                      convention="padded", predictions=predictions, logProbs=log_probs, filled=filled,
                      withTarget=confident, withoutPadding=no_padding, q=q, klDiv=math.inf, flooredKlDiv=floored_kl))
    for alpha in (0.1, 0.4, 0.9):
        q = smoothed(1, 5, alpha, "padded", 0)

        def loss(x):
            d = x + 3
            p = np.array([1e-10, x / d, 1 / d, 1 / d, 1 / d])
            p = p / p.sum()
            value = float(np.sum(plogp(q)) - np.sum(q * np.log(p)))
            agree(value, F.kl_div(tensor(np.log([p])), tensor([q]), reduction="sum").item(), "curve")
            return value

        minimum = 3 * (1 - alpha) / alpha
        cases.append(dict(figure="loss-curve", classes=5, target=1, paddingIndex=0, labelSmoothing=alpha,
                          convention="padded", x=list(range(1, 100)), klDiv=[loss(x) for x in range(1, 100)],
                          minimumAt=minimum, entropy=entropy(q)))
    # The article's one-hot example: -log p of the correct class, ten classes.
    logits = np.array([0.5, 3, -1, 0, 1, 2, -2, 0.25, 1.5, -0.5], dtype=np.float32)
    loss, gradient = row_loss(logits.astype(np.float64), smoothed(1, 10, 0, "uniform"), np.ones(10), 0)
    agree(loss, F.cross_entropy(tensor([logits]), torch.tensor([1])).item(), "one-hot")
    cases.append(dict(figure="cross-entropy", classes=10, target=1, labelSmoothing=0, convention="uniform",
                      logits=logits, crossEntropy=loss, gradient=gradient))
    write("seed", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    conventions()
    cross_entropy()
    kl_divergence()
    seed()
