"""Writes other_systems.json: what the calls in docs/from-*.md give in the system they belong to.

Run with a Python that has NumPy and PyTorch (Debian: python3-torch, /usr/bin/python3):

    python3 tests/golden/make_other_systems.py

The first cell of every row is executed. PyTorch runs itself; the other systems are not installed here and are
replaced by their published definitions in double precision, written below one by one.
"""

import json
import pathlib
import re
import types
import warnings

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent.parent / "docs"

INPUTS = {
    "x": [1.0, 2.0, 3.0, 4.0, 5.0, 2.0, 0.0, 1.0, 0.0, 1.0],
    "y": [1, 0],
    "q": [0.5, 0.25, 0.125, 0.125, 0.0, 0.0625, 0.0625, 0.5, 0.25, 0.125],
    "w": [0.5, 1.0, 2.0, 3.0, 0.25],
    "s": [0.5, 2.0],
}
x = np.array(INPUTS["x"]).reshape(2, 5)
y = np.array(INPUTS["y"])
q = np.array(INPUTS["q"]).reshape(2, 5)
w = np.array(INPUTS["w"])
s = np.array(INPUTS["s"])
onehot = np.eye(5)[y]
e = np.exp(x - x.max(1, keepdims=True))
p = e / e.sum(1, keepdims=True)
lp = np.log(p)
with np.errstate(divide="ignore"):
    logQ = np.log(q)
# PyTorch turns a log-target of -infinity into NaN, so a tiny probability stands in for 0.
logQ = np.maximum(logQ, -80.0)


class Keras:
    """keras.losses of Keras 3: smoothing towards 1/K, mean over rows, probabilities clipped to 1e-7."""

    @staticmethod
    def CategoricalCrossentropy(from_logits=False, label_smoothing=0.0, reduction="sum_over_batch_size"):
        def loss(y_true, y_pred, sample_weight=None):
            t = y_true * (1 - label_smoothing) + label_smoothing / y_true.shape[1]
            if from_logits:
                logs = y_pred - np.log(np.exp(y_pred).sum(1, keepdims=True))
            else:
                logs = np.log(np.clip(y_pred / y_pred.sum(1, keepdims=True), 1e-7, 1 - 1e-7))
            weights = np.ones(len(t)) if sample_weight is None else sample_weight
            rows = -(t * logs).sum(1) * weights
            if reduction == "mean_with_sample_weight":
                return rows.sum() / weights.sum()
            return rows.sum() if reduction == "sum" else rows.mean()

        return loss

    @staticmethod
    def SparseCategoricalCrossentropy(from_logits):
        assert from_logits
        return lambda y_true, y_pred: Keras.CategoricalCrossentropy(True)(np.eye(5)[y_true], y_pred)

    @staticmethod
    def KLDivergence():
        def loss(y_true, y_pred):
            t, s = np.clip(y_true, 1e-7, 1), np.clip(y_pred, 1e-7, 1)
            return (t * np.log(t / s)).sum(1).mean()

        return loss


class TensorFlowJs:
    """tf.losses: smoothing towards 1/K; the default reduction divides by the number of non-zero weights."""

    Reduction = types.SimpleNamespace(SUM="sum", NONE="none", SUM_BY_NONZERO_WEIGHTS="mean")

    @staticmethod
    def _softmax_cross_entropy(labels, logits, weights=None, label_smoothing=0.0, reduction="mean"):
        assert weights is None
        t = labels * (1 - label_smoothing) + label_smoothing / labels.shape[1]
        rows = np.log(np.exp(logits).sum(1)) * t.sum(1) - (t * logits).sum(1)
        return {"sum": rows.sum(), "none": rows, "mean": rows.mean()}[reduction]

    losses = types.SimpleNamespace(softmaxCrossEntropy=_softmax_cross_entropy.__func__)
    softmax = staticmethod(lambda logits: np.exp(logits) / np.exp(logits).sum(1, keepdims=True))
    logSoftmax = staticmethod(lambda logits: logits - np.log(np.exp(logits).sum(1, keepdims=True)))


class Optax:
    """optax.losses: per-row results."""

    smooth_labels = staticmethod(lambda labels, alpha: (1 - alpha) * labels + alpha / labels.shape[-1])

    @staticmethod
    def softmax_cross_entropy(logits, labels):
        return -(labels * (logits - np.log(np.exp(logits).sum(1, keepdims=True)))).sum(1)

    @staticmethod
    def softmax_cross_entropy_with_integer_labels(logits, labels):
        return np.log(np.exp(logits).sum(1)) - logits[np.arange(len(labels)), labels]

    @staticmethod
    def kl_divergence(log_predictions, targets):
        safe = np.where(targets == 0, 1, targets)
        return (targets * (np.where(targets == 0, 0, np.log(safe)) - log_predictions)).sum(1)


def label_smoothed_nll_loss(lprobs, target, epsilon, ignore_index=None):
    """fairseq since 2021-02: (1 - eps - eps_i) nll + eps_i smooth with eps_i = eps / (K - 1), summed."""
    nll = -lprobs[np.arange(len(target)), target]
    smooth = -lprobs.sum(1)
    if ignore_index is not None:
        nll, smooth = nll[target != ignore_index], smooth[target != ignore_index]
    share = epsilon / (lprobs.shape[1] - 1)
    return (1 - epsilon - share) * nll.sum() + share * smooth.sum(), nll.sum()


def LabelSmoothing(size, padding_idx, smoothing):
    """The Annotated Transformer: KL sum against alpha / (K - 2), 0 in the padding column and in padding rows."""

    def loss(log_probs, target):
        t = np.full((len(target), size), smoothing / (size - 2))
        t[np.arange(len(target)), target] = 1 - smoothing
        t[:, padding_idx] = 0
        t[target == padding_idx] = 0
        return (t * (np.log(np.where(t == 0, 1, t)) - log_probs)).sum()

    return loss


ARRAYS = {"x": x, "y": y, "q": q, "w": w, "s": s, "p": p, "lp": lp, "logQ": logQ, "onehot": onehot}
SCOPES = {
    "from-keras.md": {"keras": types.SimpleNamespace(losses=Keras)},
    "from-tensorflow-js.md": {"tf": TensorFlowJs, "undefined": None},
    "from-optax.md": {"optax": Optax},
    "from-fairseq.md": {"label_smoothed_nll_loss": label_smoothed_nll_loss, "LabelSmoothing": LabelSmoothing},
}


def execute(page, call):
    if page != "from-pytorch.md":
        return eval(call, {**ARRAYS, **SCOPES[page]})
    scope = {"F": F, "torch": torch, **{name: torch.tensor(array) for name, array in ARRAYS.items()}}
    scope["x"].requires_grad_()
    *statements, result = call.split("; ")
    for statement in statements:
        exec(statement, scope)
    return eval(result, scope).detach().numpy()


def main():
    warnings.simplefilter("ignore")
    cases = []
    for path in sorted(DOCS.glob("from-*.md")):
        for call in re.findall(r"^\| `([^`]+)` \|", path.read_text(encoding="utf-8"), re.M):
            value = np.asarray(execute(path.name, call)).ravel()
            cases.append({"page": path.name, "call": call, "value": [float("%.12g" % v) for v in value]})
    inputs = {**INPUTS, "p": p, "lp": lp, "logQ": logQ}
    inputs = {name: [float("%.17g" % v) for v in np.asarray(values).ravel()] for name, values in inputs.items()}
    inputs["y"] = INPUTS["y"]
    about = (
        "Made by tests/golden/make_other_systems.py with NumPy %s and PyTorch %s in double precision; do not edit."
        % (np.__version__, torch.__version__.split("+")[0])
    )
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    head = json.dumps({"about": about, "inputs": inputs}, separators=(",", ":"))[:-1]
    (HERE / "other_systems.json").write_text('%s,\n"cases":[\n%s\n]}\n' % (head, lines), encoding="utf-8")
    print(len(cases), "calls")


if __name__ == "__main__":
    main()
