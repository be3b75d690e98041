"""Writes check.json and the files in check/ that it is about: what `label-smoothing check` has to say of them.

Debian packages: python3-numpy, python3-scipy, python3-sklearn. Run: python3 tests/golden/make_check.py
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss

BINS = 15


def ece(confidence, right):
    """Of the bins that calibration_curve makes, each with the share of rows that is in it."""
    accuracy, mean = calibration_curve(right, confidence, n_bins=BINS, strategy="uniform")
    edges = np.linspace(0, 1, BINS + 1)
    share = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS) / len(right)
    return float(np.sum(share[share > 0] * abs(accuracy - mean)))


def measures(probs, targets):
    predicted = probs.argmax(axis=1)
    one_hot = np.eye(probs.shape[1])[targets]
    confidence = probs.max(axis=1)
    return {
        "accuracy": accuracy_score(targets, predicted),
        "confidence": float(confidence.mean()),
        "nll": log_loss(targets, probs, labels=range(probs.shape[1])),
        "brier": float(np.sum((probs - one_hot) ** 2, axis=1).mean()),
        "ece": ece(confidence, predicted == targets),
    }


def main():
    here = pathlib.Path(__file__).parent
    folder = here / "check"
    rng = np.random.default_rng(20)

    logits = (4 * np.log(rng.random((200, 5)))).astype("f4")
    targets = np.array([rng.choice(5, p=p) for p in softmax(logits.astype("f8") / 4, axis=1)])
    np.save(folder / "logits.npy", logits)
    np.save(folder / "labels.npy", targets)
    z = logits.astype("f8")
    nll = lambda t: -np.mean(log_softmax(z / t, axis=1)[np.arange(len(z)), targets])
    fit = minimize_scalar(nll, bounds=(0.1, 20), method="bounded", options={"xatol": 1e-9})
    multiclass = {**measures(softmax(z, axis=1), targets), "temperature": fit.x, "nllAfter": fit.fun}

    p = np.round(rng.random(150), 3)
    y = (rng.random(150) < 0.5 * p + 0.2).astype(int)
    lines = [f"{each:.3f},{label}" for each, label in zip(p, y)]
    (folder / "binary.csv").write_text("\n".join(["p,y", *lines]) + "\n")
    binary = measures(np.stack([1 - p, p], axis=1), y)
    # Both classes count, so it is twice what scikit-learn says of one.
    assert abs(binary["brier"] - 2 * brier_score_loss(y, p)) < 1e-12

    cases = [
        {"files": ["logits.npy", "--labels", "labels.npy"], "expected": multiclass},
        {"files": ["binary.csv"], "expected": binary},
    ]
    made = f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}"
    (here / "check.json").write_text(json.dumps({"made_with": made, "cases": cases}, indent=1) + "\n")


main()
