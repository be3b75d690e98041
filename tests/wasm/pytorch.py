"""Answers calls read from standard input as JSON with what PyTorch gives in double precision.

One JSON array of calls comes in, one array of answers goes out: `loss` (a number or an array), `gradient` where the call
wants one, and `scale`, the sum of the magnitudes of the terms of which the loss (or each of its elements) is the sum.
NaN is written as null.
"""

import json
import math
import sys

import torch
import torch.nn.functional as F


def doubles(values, *shape):
    return torch.tensor(values, dtype=torch.float64).reshape(*shape)


def smoothed(t, call):
    """Rows of target probabilities after smoothing."""
    k, alpha = call["classes"], call.get("labelSmoothing", 0.0)
    convention = call.get("convention", "uniform")
    if convention == "uniform":
        return (1 - alpha) * t + alpha / k
    if convention == "prior":
        return (1 - alpha) * t + alpha * doubles(call["prior"], k)
    q = (1 - alpha) * t + alpha / (k - (1 if convention == "others" else 2)) * (1 - t)
    if convention == "padded":
        q[:, call["paddingIndex"]] = 0
    return q


def cross_entropy(call, x):
    n, k = x.shape
    weights = doubles(call["classWeights"], k) if "classWeights" in call else None
    reduction = call.get("reduction", "mean")
    z = call.get("zLoss", 0.0)
    by_index = "targets" in call
    samples = doubles(call["sampleWeights"], n) if "sampleWeights" in call else torch.ones(n, dtype=torch.float64)
    x = x / call.get("temperature", 1.0)
    if by_index:
        targets = torch.tensor(call["targets"])
        counts = (targets != call.get("ignoreIndex", -100)) & (targets != call.get("paddingIndex", -1))
        one_hot = F.one_hot(targets.clamp(0, k - 1), k).double()
        q = smoothed(one_hot, call)
    else:
        counts = torch.ones(n, dtype=torch.bool)
        q = smoothed(doubles(call["probabilities"], n, k), call)
    counts &= samples > 0
    log_p = F.log_softmax(x, 1)
    terms = -q * log_p if weights is None else -q * weights * log_p
    z_rows = torch.where(counts, samples * z * torch.logsumexp(x, 1) ** 2, 0.0)
    rows = torch.where(counts, samples * terms.sum(1), 0.0)
    counted = samples[counts].sum()
    divisor = (samples * weights[targets.clamp(0, k - 1)])[counts].sum() if by_index and weights is not None else counted
    loss = {
        "none": lambda: rows + z_rows,
        "sum": lambda: (rows + z_rows).sum(),
        "mean": lambda: rows.sum() / divisor + (z_rows.sum() / counted if z else 0.0),
        "batchmean": lambda: (rows + z_rows).sum() / n,
    }[reduction]()
    plain = by_index and call.get("convention", "uniform") == "uniform" and "paddingIndex" not in call
    plain = plain and "sampleWeights" not in call
    if reduction != "batchmean" and not z and plain:
        # PyTorch's own call has the last word.
        theirs = F.cross_entropy(
            x,
            targets,
            weight=weights,
            ignore_index=call.get("ignoreIndex", -100),
            reduction=reduction,
            label_smoothing=call.get("labelSmoothing", 0.0),
        )
        assert torch.allclose(loss, theirs, rtol=1e-12, atol=1e-12, equal_nan=True), (call, loss, theirs)
        loss = theirs
    elif reduction != "batchmean" and not z and not by_index and "sampleWeights" not in call:
        theirs = F.cross_entropy(x, q, weight=weights, reduction=reduction)
        assert torch.allclose(loss, theirs, rtol=1e-12, atol=1e-12), (call, loss, theirs)
        loss = theirs
    scale = torch.where(counts, samples * terms.abs().sum(1), 0.0) + z_rows
    return loss, {"none": scale, "batchmean": scale.sum() / n, "sum": scale.sum()}.get(reduction, loss.abs())


def kl_div(call, x):
    target = doubles(call["target"], *x.shape)
    reduction = call.get("reduction", "batchmean")
    options = {"log_target": call.get("logTarget", False)}
    by_row = reduction == "row"
    loss = F.kl_div(x, target, reduction="none" if by_row else reduction, **options)
    scale = F.kl_div(x, target, reduction="none", **options).abs()
    t = target.exp() if options["log_target"] else target
    # A term t (log t - log p) may be a small difference.
    scale = scale + t * x.abs()
    if by_row:
        return loss.sum(1), scale.sum(1)
    return loss, {"none": scale, "sum": scale.sum(), "mean": scale.mean()}.get(reduction, scale.sum() / len(x))


def binary_cross_entropy(call, x):
    target = doubles(call["target"], *x.shape)
    alpha = call.get("labelSmoothing", 0.0)
    pos_weight = torch.tensor(call["posWeight"], dtype=torch.float64) if "posWeight" in call else None
    reduction = call.get("reduction", "mean")
    smooth = target * (1 - alpha) + alpha / 2
    theirs = {"batchmean": "sum", "row": "none"}.get(reduction, reduction)
    loss = F.binary_cross_entropy_with_logits(x, smooth, pos_weight=pos_weight, reduction=theirs)
    if reduction == "row":
        loss = loss.sum(1)
    return (loss / len(x) if reduction == "batchmean" else loss), loss.abs()


def answer(call):
    k = call["classes"]
    x = doubles(call["input"], -1, k).requires_grad_()
    name = call["call"]
    if name in ("softmax", "logSoftmax"):
        loss = (F.softmax if name == "softmax" else F.log_softmax)(x / call.get("temperature", 1.0), 1)
        scale = loss.abs()
    elif name == "entropy":
        rows = torch.special.entr(x).sum(1)
        reduction = call.get("reduction", "mean")
        loss = {"none": rows, "sum": rows.sum()}.get(reduction, rows.mean())
        scale = loss.abs()
    else:
        losses = {"crossEntropy": cross_entropy, "klDiv": kl_div, "binaryCrossEntropy": binary_cross_entropy}
        loss, scale = losses[name](call, x)
    result = {"loss": plain(loss), "scale": plain(scale)}
    if call["gradient"]:
        loss.sum().backward()
        result["gradient"] = plain(x.grad)
    return result


def plain(tensor):
    values = tensor.detach().reshape(-1).tolist()
    values = [None if math.isnan(value) else value for value in values]
    return values if tensor.dim() > 0 else values[0]


json.dump([answer(call) for call in json.load(sys.stdin)], sys.stdout)
