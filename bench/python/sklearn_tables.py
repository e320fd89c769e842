"""
Four mixed tables (words, gaps, yes and no, dates, written numbers), learnt by mlp-compare from their files and by scikit-learn's
MLP behind the usual pipeline (median, one-hot, StandardScaler), with the same settings and rows, five seeds each; prints a table
of test results, mean ± half of Student's 95 % interval.

    python bench/python/sklearn_tables.py [--epochs 60] [--seeds 5]
"""

import argparse
import json
import random
import subprocess
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import t
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, balanced_accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROOT = Path(__file__).resolve().parents[2]
HIDDEN, RATE, BATCH, ALPHA = (32, 16), 0.002, 32, 1e-3
TRAIN, VALIDATE, TEST = 1200, 300, 1000
GAP = 0.05


def loans(d):
    """3 classes, near to balanced: words, yes/no and thousands separators decide."""
    income, job, owns, age = d.lognormvariate(10.5, 0.5), d.choice(["clerk", "nurse", "farmer", "smith"]), d.random() < 0.4, d.randint(18, 80)
    score = income / 40000 + {"clerk": 0.2, "nurse": 0.6, "farmer": -0.3, "smith": 0.0}[job] + 0.7 * owns - abs(age - 45) / 40 + d.gauss(0, 0.3)
    return {"income": f"{income:,.0f}", "job": job, "owns": "yes" if owns else "no", "age": age, "outcome": "low" if score < 0.6 else "mid" if score < 1.2 else "high"}


def visits(d):
    """2 classes, balanced, by an interaction of a date and a word."""
    day, ward, pulse = d.randint(0, 364), d.choice(["north", "south", "east"]), d.gauss(75, 12)
    turn = np.sin(day / 365 * 2 * np.pi) * (1 if ward == "north" else -1) + (pulse - 75) / 15 + d.gauss(0, 0.4)
    return {"seen": str(np.datetime64("2021-01-01") + day), "ward": ward, "pulse": round(pulse, 1), "class": "stays" if turn > 0 else "leaves"}


def alarms(d):
    """2 classes, the rarer one of some 6 %."""
    heat, hum, kind, old = d.gauss(60, 10), d.uniform(0, 100), d.choice(["a", "b", "c", "d", "e"]), d.random() < 0.3
    danger = (heat - 60) / 10 + (kind in "bd") * 0.8 + old * 0.6 + (hum / 50 - 1) ** 2 + d.gauss(0, 0.4)
    return {"heat": round(heat, 2), "hum": f"{hum:.1f}%", "kind": kind, "old": str(old), "target": "alarm" if danger > 2.75 else "calm"}


def rents(d):
    """A regression."""
    area, town, since, lift = d.lognormvariate(4.2, 0.4), d.choice(["Ulm", "Bonn", "Kiel", "Trier"]), d.randint(0, 7000), d.random() < 0.5
    rent = 9 * area * {"Ulm": 1.1, "Bonn": 1.3, "Kiel": 0.9, "Trier": 1.0}[town] + 80 * lift + since / 50 + d.gauss(0, 60)
    return {"area": round(area, 1), "town": town, "built": str(np.datetime64("2000-01-01") + since), "lift": "TRUE" if lift else "FALSE", "rent": round(rent, 2)}


YES = {"yes": 1.0, "no": 0.0, "True": 1.0, "False": 0.0, "TRUE": 1.0, "FALSE": 0.0}
TABLES = {  # its rows, the label, of which kind each column is, which test figures are shown
    "loans": (loans, "outcome", {"income": "written", "job": "word", "owns": "yes", "age": "number"}, ["accuracy"]),
    "visits": (visits, "class", {"seen": "date", "ward": "word", "pulse": "number"}, ["accuracy"]),
    "alarms": (alarms, "target", {"heat": "number", "hum": "written", "kind": "word", "old": "yes"}, ["accuracy", "balancedAccuracy"]),
    "rents": (rents, "rent", {"area": "number", "town": "word", "built": "date", "lift": "yes"}, ["r2"]),
}
METRICS = {"accuracy": accuracy_score, "balancedAccuracy": balanced_accuracy_score, "r2": r2_score}
TO_NUMBERS = {
    "number": lambda s: s.astype(float),
    "written": lambda s: s.str.replace("[,%]", "", regex=True).astype(float),
    "yes": lambda s: s.map(YES).astype(float),
    "date": lambda s: (pd.to_datetime(s) - pd.Timestamp(1970, 1, 1)).dt.days.astype(float),
}


def written(name, rows, draw):
    make, label, _, _ = TABLES[name]
    table = pd.DataFrame([make(draw) for _ in range(rows)]).astype(str)
    for column in table.columns.drop(label):
        table.loc[[draw.random() < GAP for _ in range(rows)], column] = ""
    return table


def ours(name, folder, args):
    _, label, _, shown = TABLES[name]
    regression = shown == ["r2"]
    words = {
        "data": folder, "label": label, "train-rows": TRAIN, "networks": "scratch", "hidden": ",".join(map(str, HIDDEN)), "optimizer": "adam",
        "learning-rate": RATE, "batch-size": BATCH, "epochs": args.epochs, "l2": ALPHA, "penalty-as": "λ/2B", "init": "glorot-uniform",
        "missing": "median", "dates": "days", "seed": 1, "seeds": args.seeds, "out": folder / "report",
        **({"task": "regression", "loss": "half-squared-error"} if regression else {}),
    }
    command = ["node", "--import", "tsx", "compare/cli/cli.ts", "--json", *(str(w) for k, v in words.items() for w in (f"--{k}", v))]
    if len(set(pd.read_csv(folder / "train.csv", dtype=str)[label])) == 2:
        command += ["--output", "sigmoid"]
    done = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    runs = done["seeds"]["networks"][0]["runs"]
    return [[run[f"test{metric[0].upper()}{metric[1:]}"] for run in runs] for metric in shown]


def theirs(name, train, test, args):
    _, label, kinds, shown = TABLES[name]
    regression = shown == ["r2"]
    X, X_test = ({c: TO_NUMBERS[k](f[c]) if k != "word" else f[c] for c, k in kinds.items()} for f in (train, test))
    numbers, words = [c for c, k in kinds.items() if k != "word"], [c for c, k in kinds.items() if k == "word"]
    y, y_test = (f[label].astype(float) if regression else f[label] for f in (train, test))
    levels = [sorted(train[c].dropna().unique()) for c in words]
    found = []
    for seed in range(1, args.seeds + 1):
        settings = dict(hidden_layer_sizes=HIDDEN, solver="adam", learning_rate_init=RATE, batch_size=BATCH, max_iter=args.epochs, alpha=ALPHA)
        mlp = (MLPRegressor if regression else MLPClassifier)(**settings, tol=0, n_iter_no_change=args.epochs + 1, random_state=seed)
        # a word that is missing is 0 in all its inputs, as the program has it
        inputs = ColumnTransformer([("n", SimpleImputer(strategy="median"), numbers), ("w", OneHotEncoder(categories=levels, handle_unknown="ignore"), words)], sparse_threshold=0)
        model = make_pipeline(inputs, StandardScaler(), mlp)
        if regression:
            model = TransformedTargetRegressor(model, transformer=StandardScaler())
        predicted = model.fit(pd.DataFrame(X), y).predict(pd.DataFrame(X_test))
        found.append([METRICS[metric](y_test, predicted) for metric in shown])
    return list(zip(*found))


def interval(values):
    return f"{np.mean(values):.4f} ± {t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / np.sqrt(len(values)):.4f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=5)
    args = parser.parse_args()
    warnings.filterwarnings("ignore", category=UserWarning)  # that all epochs were used
    print("| table | figure | mlp-compare | scikit-learn |\n|---|---|--:|--:|")
    for name, (_, _, _, shown) in TABLES.items():
        draw = random.Random(name)
        train, test = written(name, TRAIN + VALIDATE, draw), written(name, TEST, draw)
        with tempfile.TemporaryDirectory() as folder:
            for part, table in (("train", train), ("test", test)):
                table.to_csv(Path(folder) / f"{part}.csv", index=False)
            read = [pd.read_csv(Path(folder) / f"{part}.csv", dtype=str) for part in ("train", "test")]
            for metric, a, b in zip(shown, ours(name, Path(folder), args), theirs(name, read[0][:TRAIN], read[1], args)):
                print(f"| {name} | {metric} | {interval(a)} | {interval(b)} |", flush=True)
