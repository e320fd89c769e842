"""
Writes test/oracle/elementary.json: exp, log and the like of numbers drawn over all of float64, worked out by mpmath to 400 digits.

    python test/oracle/elementary.py            writes it
    python test/oracle/elementary.py --check    compares what is there

A row is x, the float64 nearest to f(x), and how much more f(x) is, in units in that number's last place; of power x, n and those.
"""

import json
import math
import random
import struct
import sys
from pathlib import Path

import mpmath

FILE = Path(__file__).parent / "elementary.json"
mpmath.mp.dps = 400

draw = random.Random("elementary")


def between(low, high):
    return lambda: draw.uniform(low, high)


def sized(low, high):
    """Of either sign, as likely in each decade."""
    return lambda: draw.choice([-1, 1]) * 10 ** draw.uniform(low, high)


def any_bits():
    """Any float64 but NaN and the infinities."""
    while True:
        (x,) = struct.unpack("<d", struct.pack("<Q", draw.getrandbits(64)))
        if math.isfinite(x):
            return x


def quarter_turns():
    """What is nearest to a whole number of them, where all digits of x cancel."""
    return draw.randrange(1, 10**6) * math.pi / 2


def positive(kind):
    return lambda: abs(kind())


ROUND_1 = [between(-1, 1), between(-3, 3), sized(-20, 0), sized(-320, -300)]
TURNS = [*ROUND_1, between(-1000, 1000), between(-2e6, 2e6), quarter_turns, any_bits]

KINDS = {
    "exp": (mpmath.exp, [*ROUND_1, between(-745, 709), between(-745, -708)]),
    "expm1": (mpmath.expm1, [*ROUND_1, between(-40, 60), between(30, 709)]),
    "log": (mpmath.log, [positive(any_bits), positive(sized(-320, -300)), between(0.6, 1.6), between(0, 100)]),
    "log1p": (mpmath.log1p, [positive(any_bits), *[lambda kind=kind: max(kind(), -0.999) for kind in ROUND_1], between(-0.4, 1.1)]),
    "tanh": (mpmath.tanh, [*ROUND_1, between(0.6, 1.2), between(-22, 22)]),
    "sin": (mpmath.sin, TURNS),
    "cos": (mpmath.cos, TURNS),
    "arctan": (mpmath.atan, [*ROUND_1, sized(-2, 3), any_bits]),
}
EACH = 30


def nearest(true):
    y = float(true)
    return [y, round(float((true - mpmath.mpf(y)) / math.ulp(y)), 4)]


def row(f, x):
    return [x, *nearest(f(mpmath.mpf(x)))]


def power_row(x, n):
    return [x, n, *nearest(mpmath.mpf(x) ** n)]


def powers():
    bases = [0.9, 0.999, 0.95, 0.1, 0.5, 0.99999]
    pairs = [(base, n) for base in bases for n in [1, 2, 3, 7, 10, 50, 255]]
    return pairs + [(draw.uniform(0.9, 1), draw.randrange(1, 6000)) for _ in range(EACH)]


def made():
    tables = {name: [row(f, kind()) for kind in kinds for _ in range(EACH)] for name, (f, kinds) in KINDS.items()}
    return {**tables, "power": [power_row(x, n) for x, n in powers()]}


def text(tables):
    shown = lambda row: json.dumps(row).replace("e-0", "e-").replace("e+", "e")  # as the formatter of the house has it
    rows = {name: ",\n    ".join(map(shown, table)) for name, table in tables.items()}
    return "{\n" + ",\n".join(f'  "{name}": [\n    {body}\n  ]' for name, body in rows.items()) + "\n}\n"


if "--check" in sys.argv:
    sys.exit(None if json.loads(FILE.read_text()) == made() else f"{FILE.name} is not what mpmath {mpmath.__version__} says")
FILE.write_text(text(made()))
