"""Writes calibration.json: calibration measures in double precision, straight from their definitions.

Debian packages: python3-numpy, python3-sklearn. Run: python3 tests/golden/make_calibration.py

Probabilities are multiples of 1/256, which float32 holds exactly. Sources of what is neither NumPy nor scikit-learn:
class-wise ECE: Kull et al. 2019; adaptive ECE: Nixon et al. 2019; debiased ECE: Kumar, Liang and Ma 2019, equation 6;
KS: Gupta et al. 2021; AURC: Geifman and El-Yaniv 2017. The bootstrap draws rows with NumPy's multinomial.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, log_loss

BINS = 10
POINTS = 5


def predictions(rng, rows, classes):
    """Rows of probabilities, positive multiples of 1/256, and targets that are right rather less often than confident."""
    counts = rng.multinomial(256 - classes, rng.dirichlet(np.full(classes, 0.5), rows)) + 1
    probs = counts / 256
    targets = np.array([rng.choice(classes, p=0.75 * p + 0.25 / classes) for p in probs])
    return probs, targets


def gaps(values, hits, edges):
    """Count, mean value and share of hits of every bin (lower, upper] that is not empty."""
    index = np.clip(np.searchsorted(edges, values, side="left") - 1, 0, len(edges) - 2)
    return [(np.sum(index == b), values[index == b].mean(), hits[index == b].mean()) for b in np.unique(index)]


def ece(bins, rows):
    return sum(n / rows * abs(accuracy - confidence) for n, confidence, accuracy in bins)


def equal_mass(confidence, right):
    """Sorted rows cut after row ceil(j n / B), or where that row's tie ends."""
    order = np.argsort(confidence, kind="stable")
    c, h = confidence[order], right[order]
    n, start, bins = len(c), 0, []
    for j in range(1, BINS + 1):
        end = max(start, -(-j * n // BINS))
        while 0 < end < n and c[end] == c[end - 1]:
            end += 1
        if end > start:
            bins.append((end - start, c[start:end].mean(), h[start:end].mean()))
        start = end
    return bins


def ks(confidence, right):
    ends = np.unique(confidence)
    return max(abs(np.sum((confidence - right)[confidence <= end])) for end in ends) / len(confidence)


def risk_coverage(confidence, right):
    """The selective risk of the k most confident rows, k = 1 ... n; tied rows count with their mean error."""
    error = np.array([1 - right[confidence == c].mean() for c in confidence])
    kept = np.arange(1, len(error) + 1)
    return np.cumsum(error[np.argsort(-confidence, kind="stable")]) / kept


def measures(probs, targets):
    rows, classes = probs.shape
    confidence = probs.max(axis=1)
    right = (probs.argmax(axis=1) == targets).astype(float)
    edges = np.float32(np.arange(BINS + 1)) / np.float32(BINS)
    bins = gaps(confidence, right, edges)
    # scikit-learn's curve, where no confidence lies on an edge: the same means.
    if not np.isin(confidence.astype(np.float32), edges).any():
        accuracies, confidences = calibration_curve(right, confidence, n_bins=BINS)
        np.testing.assert_allclose([b[2] for b in bins], accuracies, rtol=1e-12)
        np.testing.assert_allclose([b[1] for b in bins], confidences, rtol=1e-12)
    squares = sum(n / rows * (a - c) ** 2 for n, c, a in bins)
    debiased = sum(n / rows * ((a - c) ** 2 - a * (1 - a) / (n - 1)) for n, c, a in bins if n > 1)
    onehot = np.eye(classes)[targets]
    risks = risk_coverage(confidence, right)
    kept = np.floor(1.5 + (rows - 1) / (POINTS - 1) * np.arange(POINTS)).astype(int)
    return {
        "ece": ece(bins, rows),
        "mce": max(abs(a - c) for _, c, a in bins),
        "nll": log_loss(targets, probs, labels=range(classes)),
        "brier": float(np.mean(np.sum((probs - onehot) ** 2, axis=1))),
        "accuracy": accuracy_score(targets, probs.argmax(axis=1)),
        "confidence": confidence.mean(),
        "classwiseEce": np.mean([ece(gaps(probs[:, k], onehot[:, k], edges), rows) for k in range(classes)]),
        "adaptiveEce": ece(equal_mass(confidence, right), rows),
        "debiasedEce": np.sqrt(max(0, debiased)),
        "rmsce": np.sqrt(squares),
        "ks": ks(confidence, right),
        "coverage": list(kept / rows),
        "risk": list(risks[kept - 1]),
        "aurc": risks.mean(),
        "bootstrap": bootstrap(bins, rows),
    }


def bootstrap(bins, rows, resamples=200_000):
    rng = np.random.default_rng(5)
    counts = np.array([[n * a, n * (1 - a)] for n, _, a in bins]).round().ravel()
    drawn = rng.multinomial(rows, counts / rows, resamples).reshape(resamples, len(bins), 2)
    confidences = np.array([c for _, c, _ in bins])
    accuracy = drawn[:, :, 0].sum(axis=1) / rows
    gap = drawn.sum(axis=2) @ confidences / rows - accuracy
    sizes = np.array([n for n, _, _ in bins])
    right = rng.binomial(sizes, confidences, (resamples, len(bins)))
    eces = np.abs(right - sizes * confidences).sum(axis=1) / rows
    return {
        "accuracy": list(np.percentile(accuracy, [2.5, 97.5])),
        "gap": list(np.percentile(gap, [2.5, 97.5])),
        "eceMean": eces.mean(),
        "eceHigh": np.percentile(eces, 95),
    }


def main():
    rng = np.random.default_rng(4)
    cases = []
    for rows, classes in [(1, 2), (7, 3), (60, 4), (500, 2), (400, 10)]:
        probs, targets = predictions(rng, rows, classes)
        cases.append(
            {
                "rows": rows,
                "classes": classes,
                "probs": list(probs.ravel()),
                "targets": [int(y) for y in targets],
                "bins": BINS,
                **measures(probs, targets),
            }
        )
    path = pathlib.Path(__file__).with_name("calibration.json")
    about = f"Made by tests/golden/make_calibration.py with NumPy {np.__version__} and scikit-learn {sklearn.__version__}"
    rows = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f'{{"about":"{about}; do not edit.",\n"cases":[\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()
