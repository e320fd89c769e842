"""
Writes test/oracle/columns/*: ten mixed tables, each as two files and as pandas and scikit-learn encode them, every number
with all its digits. What is fitted (categories, medians, means, deviations) is fitted on the training file alone.

    python test/oracle/columns.py            writes them
    python test/oracle/columns.py --check    compares the numbers that are there, to 1e-12

Standardised is (x - mean_)/(sqrt(var_) + 1e-8) with StandardScaler's mean_ and var_: the program adds 1e-8 to every
deviation, which scikit-learn does not; a column that is constant in training is centred alone, as there.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

FOLDER = Path(__file__).parent / "columns"
TRAIN, TEST = 48, 17
COLOURS = ["red", "green", "blue", "dark blue", "Red"]

# of each column: how its cells are written, and how pandas reads them
WRITE = {
    "number": lambda d: repr(round(d.gauss(3, 20), 3)),
    "whole": lambda d: str(d.randint(-40, 400)),
    "large": lambda d: f"{d.randint(1, 9_999_999):,}" if d.random() < 0.8 else str(d.randint(1, 999)),
    "comma": lambda d: f"{d.gauss(0, 5):.2f}".replace(".", ","),
    "percent": lambda d: f"{d.uniform(0, 100):.1f}%",
    "yes": lambda d: d.choice(["yes", "no"]),
    "true": lambda d: d.choice(["TRUE", "FALSE"]),
    "date": lambda d: f"20{d.randint(10, 29)}-{d.randint(1, 12):02d}-{d.randint(1, 28):02d}",
    "word": lambda d: d.choice(COLOURS[:4]),
    "size": lambda d: d.choice(["S", "M", "L", "XL"]),
    "constant": lambda d: "7",
}
TRUTH = {"yes": 1.0, "no": 0.0, "TRUE": 1.0, "FALSE": 0.0}
READ = {
    "large": lambda s: s.str.replace(",", "").astype(float),
    "comma": lambda s: s.str.replace(",", ".").astype(float),
    "percent": lambda s: s.str.rstrip("%").astype(float),
    "yes": lambda s: s.map(TRUTH).astype(float),
    "true": lambda s: s.map(TRUTH).astype(float),
    "date": lambda s: (pd.to_datetime(s) - pd.Timestamp(1970, 1, 1)).dt.days.astype(float),
}
WORDS = ("word", "size")

# name: (columns, marks of what is missing, options)
CASES = {
    "plain": (["number", "whole", "number"], [], {}),
    "median": (["number", "word", "whole", "yes"], ["", "NA"], {"missing": "median"}),
    "mean": (["number", "number", "percent"], ["?"], {"missing": "mean"}),
    "most-frequent": (["whole", "word", "size", "true"], ["NaN", "null"], {"missing": "most-frequent"}),
    "drop-rows": (["number", "size", "whole"], ["N/A"], {"missing": "drop-rows"}),
    "ordinal": (["size", "number", "word"], [], {"encode": "ordinal"}),
    "spellings": (["large", "percent", "comma", "true"], [""], {"missing": "median", "delimiter": ";"}),
    "dates": (["date", "word", "number"], [], {"dates": "days"}),
    "declared": (["number", "whole", "size"], ["-999"], {"missing": "median", "missingValues": ["-999"]}),
    "indicators": (["number", "constant", "word", "large"], ["", "-"], {"missing": "median", "missingIndicators": True, "delimiter": ";"}),
}


def table(name, kinds, marks, rows, draw, words_kept):
    cells = []
    for r in range(rows):
        row = []
        for kind in kinds:
            usable = [m for m in marks if not (m == "-" and kind in WORDS)]
            gap = usable and kind != "constant" and draw.random() < 0.12
            row.append(draw.choice(usable) if gap else WRITE[kind](draw))
        cells.append(row + [draw.choice(["a", "b", "c"])])
    for r in range(rows):
        for c, kind in enumerate(kinds):
            if kind == "word" and not words_kept and r % 6 == 0:
                cells[r][c] = "violet"  # not in the training file
    return pd.DataFrame(cells, columns=[f"{kind} {c}" for c, kind in enumerate(kinds)] + ["label"])


def read(frame, kinds, marks):
    out = {}
    for c, kind in enumerate(kinds):
        cells = frame.iloc[:, c]
        gone = cells.isin(marks) if marks else pd.Series(False, index=cells.index)
        known = cells.where(~gone)
        out[c] = known if kind in WORDS else READ.get(kind, lambda s: s.astype(float))(known)
    return pd.DataFrame(out)


def encoded(train, test, kinds, options):
    """The inputs of both files, fitted on the first."""
    missing = options.get("missing")
    if missing in (None, "drop-rows"):
        train, test = train.dropna(), test.dropna()
    strategy = {"median": "median", "mean": "mean", "most-frequent": "most_frequent"}.get(missing, "median")
    parts = []
    for c, kind in enumerate(kinds):
        a, b = train[[c]], test[[c]]
        if kind == "constant":
            continue
        if kind in WORDS:
            if missing == "most-frequent":
                imputer = SimpleImputer(strategy="most_frequent", missing_values=np.nan).fit(a.astype(object))
                full = [pd.DataFrame(imputer.transform(x.astype(object))) for x in (a, b)]
            else:
                full = [x.fillna("\0") for x in (a, b)]  # in no category: 0 in all of its columns
            levels = [sorted(a[c].dropna().unique())]
            if options.get("encode") == "ordinal":
                fitted = OrdinalEncoder(categories=levels)
            else:
                fitted = OneHotEncoder(categories=levels, handle_unknown="ignore", sparse_output=False)
            fitted.fit(np.array(levels[0], dtype=object).reshape(-1, 1))
            columns = [fitted.transform(x.to_numpy(dtype=object)) for x in full]
        else:
            imputer = SimpleImputer(strategy=strategy).fit(a)
            columns = [imputer.transform(x) for x in (a, b)]
        if options.get("missingIndicators") and a[c].isna().any():
            columns = [np.hstack([x, y.isna().to_numpy(dtype=float)]) for x, y in zip(columns, (a, b))]
        parts.append(columns)
    return [np.hstack([part[k] for part in parts]) for k in (0, 1)]


def standardised(train, test):
    fitted = StandardScaler().fit(train)
    scale = np.where(fitted.var_ == 0, 1, np.sqrt(fitted.var_) + 1e-8)
    return [(x - fitted.mean_) / scale for x in (train, test)]


def case(name):
    kinds, marks, options = CASES[name]
    draw = random.Random(name)
    ordinal = options.get("encode") == "ordinal"
    frames = [table(name, kinds, marks, TRAIN, draw, True), table(name, kinds, marks, TEST, draw, ordinal)]
    X = encoded(*(read(frame, kinds, marks) for frame in frames), kinds, options)
    Z = standardised(*X)
    numbers = {"X": [x.tolist() for x in X], "Z": [z.tolist() for z in Z]}
    return frames, {"options": {"label": "label", **options}, **numbers}


def main():
    FOLDER.mkdir(exist_ok=True)
    for name in CASES:
        frames, numbers = case(name)
        path = FOLDER / f"{name}.json"
        if "--check" in sys.argv:
            there = json.loads(path.read_text())
            for key in ("X", "Z"):
                for a, b in zip(there[key], numbers[key]):
                    np.testing.assert_allclose(a, b, rtol=0, atol=1e-12, err_msg=f"{name} {key}")
            continue
        delimiter = numbers["options"].get("delimiter", ",")
        for part, frame in zip(("train", "test"), frames):
            frame.to_csv(FOLDER / f"{name}.{part}.csv", index=False, sep=delimiter)
        path.write_text(json.dumps(numbers) + "\n")


if __name__ == "__main__":
    main()
