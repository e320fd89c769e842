"""
Writes test/oracle/metrics.json: what scikit-learn measures of made-up predictions, every number with all its digits.

    python test/oracle/metrics.py            writes it
    python test/oracle/metrics.py --check    compares what is there, to 1e-12

Where scikit-learn leaves a choice: a class or label that neither occurs nor is predicted is left out of a mean (zero_division
nan, labels those that occur in either); an AUC that there is none of (one kind of rows alone) is left out, too.
"""

import json
import random
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn import calibration, metrics

FILE = Path(__file__).parent / "metrics.json"


def drawn(name, rows, cols, unit=8):
    """Of few binary digits, so that there are equal ones, and float32 holds them."""
    draw = random.Random(name)
    return np.array([[round(draw.gauss(0, 1.5) * unit) / unit for _ in range(cols)] for _ in range(rows)]), draw


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def logistic(Z):
    return 1 / (1 + np.exp(-Z))


def bins_of(p, came_true):
    """Those of calibration_curve, with how many are in each as NumPy counts them."""
    share, confidence = calibration.calibration_curve(came_true, p, n_bins=10, strategy="uniform")
    counts = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], p), minlength=10)
    return [{"count": int(n), "confidence": c, "share": s} for n, c, s in zip(counts[counts > 0], confidence, share)]


def auc(t, score):
    return metrics.roc_auc_score(t, score) if 0 < t.sum() < len(t) else float("nan")


def classes(name, rows, kind, K, occurring):
    Z, draw = drawn(name, rows, 1 if kind == "sigmoid" else K)
    y = np.array([draw.choice(occurring) for _ in range(rows)])
    P = softmax(Z) if kind == "softmax" else np.hstack([1 - logistic(Z), logistic(Z)])
    predicted = Z.argmax(axis=1) if kind == "softmax" else (Z[:, 0] >= 0).astype(int)
    each = [auc(y == k, P[:, k]) for k in range(K)]
    return {
        "name": name,
        "output": {"kind": "softmax", "classes": K} if kind == "softmax" else {"kind": "sigmoid", "threshold": 0.5},
        "Z": Z.tolist(),
        "y": y.tolist(),
        "measures": {
            "accuracy": metrics.accuracy_score(y, predicted),
            "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted),
            "macroF1": metrics.f1_score(y, predicted, average="macro", zero_division=np.nan),
            "logLoss": metrics.log_loss(y, P, labels=range(K)),
            "auc": each[1] if K == 2 else float(np.nanmean(each)),
            **({"topK": metrics.top_k_accuracy_score(y, top_scores(Z), k=2, labels=range(K))} if K > 2 else {}),
        },
        "calibration": bins_of(P[np.arange(rows), predicted], predicted == y),
    }


def top_scores(Z):
    """Of equal outputs the first is the largest here; scikit-learn takes the last."""
    return Z - 1e-9 * np.arange(Z.shape[1])


def labels(name, rows, shares):
    Z, draw = drawn(name, rows, len(shares))
    T = np.array([[int(draw.random() < share) for share in shares] for _ in range(rows)])
    P = logistic(Z)
    predicted = (P >= 0.5).astype(int)
    each = [auc(T[:, k], P[:, k]) for k in range(len(shares))]
    return {
        "name": name,
        "output": {"kind": "sigmoids", "outputs": len(shares), "threshold": 0.5},
        "Z": Z.tolist(),
        "T": T.tolist(),
        "measures": {
            "loss": float(len(shares) * metrics.log_loss(T.ravel(), P.ravel())),
            "exactMatch": metrics.accuracy_score(T, predicted),
            "hammingAccuracy": 1 - metrics.hamming_loss(T, predicted),
            "macroF1": metrics.f1_score(T, predicted, average="macro", zero_division=np.nan),
            "auc": float(np.nanmean(each)),
        },
        "f1": list(metrics.f1_score(T, predicted, average=None, zero_division=np.nan)),
        "aucs": each,
        "calibration": bins_of(P.ravel(), T.ravel()),
    }


def values(name, rows, cols):
    P, draw = drawn(name, rows, cols)
    T = P + np.array([[round(draw.gauss(0, 0.7) * 8) / 8 for _ in range(cols)] for _ in range(rows)])
    return {
        "name": name,
        "P": P.tolist(),
        "T": T.tolist(),
        "measures": {
            "rmse": metrics.root_mean_squared_error(T, P),
            "mae": metrics.mean_absolute_error(T, P),
            "r2": metrics.r2_score(T, P),
        },
    }


def everything():
    return {
        "classes": [
            classes("two classes by one sigmoid", 40, "sigmoid", 2, [0, 1]),
            classes("two classes by a softmax", 40, "softmax", 2, [0, 1]),
            classes("four classes", 60, "softmax", 4, [0, 1, 2, 3]),
            classes("four classes, unevenly", 60, "softmax", 4, [0, 1, 1, 1, 1, 2, 3]),
            classes("a class that never occurs", 40, "softmax", 4, [0, 1, 3]),
        ],
        "labels": [labels("three labels", 50, [0.5, 0.3, 0.1]), labels("a label that no row has", 30, [0.5, 0, 0.3])],
        "values": [values("one value", 30, 1), values("three values", 30, 3)],
    }


def plain(value):
    """As JSON has it: NumPy's numbers as numbers, what is none as a word."""
    if isinstance(value, dict):
        return {key: plain(of) for key, of in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(of) for of in value]
    if isinstance(value, (np.floating, float)):
        return "NaN" if np.isnan(value) else float(value)
    return int(value) if isinstance(value, (np.integer, int)) else value


def same(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return abs(a - b) <= 1e-12 if isinstance(a, (int, float)) and isinstance(b, (int, float)) else a == b


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of classes that are predicted and do not occur
    found = plain(everything())
    if "--check" in sys.argv:
        sys.exit(0 if same(found, json.loads(FILE.read_text())) else f"{FILE} is not what scikit-learn measures")
    FILE.write_text(json.dumps(found) + "\n")
