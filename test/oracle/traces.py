"""
Writes test/oracle/traces/*.json: trainings in PyTorch, float64, step by step, every number with all its digits.

    python test/oracle/traces.py            writes them
    python test/oracle/traces.py --check    compares those that are there, to 1e-12
"""

import json
import math
import random
import sys
from pathlib import Path

import torch
from cases import cases
from descent import Descent
from reference import batch_loss, clip, network, penalty_of, width

FOLDER = Path(__file__).parent / "traces"
ROWS = [4, 4, 2, 4, 4, 4, 1, 4, 4, 3]  # of each step's batch: short ones in the middle, and the last


def numbers(draw, rows, cols, unit, number):
    """Of few binary digits, so that float32 holds them too."""
    return [[round(number() * unit) / unit for _ in range(cols)] for _ in range(rows)]


def inputs_of(name, task, scale):
    """Initial weights and batches, drawn by the name."""
    draw = random.Random(name)
    model = task["model"]
    K = width(model["output"])
    widths = [model["inputs"], *(layer["units"] for layer in model["hidden"]), K]
    initial = [
        {"W": numbers(draw, inputs, outputs, 1024, lambda: draw.uniform(-scale, scale)), "b": numbers(draw, 1, outputs, 1024, lambda: draw.uniform(-0.5, 0.5))}
        for inputs, outputs in zip(widths, widths[1:])
    ]
    batches = []
    for step, rows in enumerate(ROWS):
        X = numbers(draw, rows, model["inputs"], 64, lambda: draw.gauss(0, 1.5))
        of_values = model["output"]["kind"] in ("linear", "tanh", "sigmoids") and "hinge" not in task["training"]["loss"] and step % 2 == 1
        values = numbers(draw, rows, K, 64, (lambda: draw.gauss(0, 1)) if model["output"]["kind"] == "linear" else draw.random)
        classes = [draw.randrange(max(2, K)) for _ in range(rows)]
        batches.append({"X": X, **({"values": values} if of_values or K == 1 and model["output"]["kind"] == "linear" else {"y": classes})})
    return initial, batches


def by_layer(linears, of):
    """The traces' tensors: W (in, out), b (1, out)."""
    return [{"W": of(linear.weight).T.tolist(), "b": [of(linear.bias).tolist()]} for linear in linears]


def trace(name, task, rate, scale):
    initial, batches = inputs_of(name, task, scale)
    net, linears = network(task["model"], initial)
    descent = Descent(task["training"], linears, rate)
    steps = []
    for batch in batches:
        net.zero_grad()
        rows = len(batch["X"])
        loss = batch_loss(task, net(torch.tensor(batch["X"])), batch) + penalty_of(task["training"], linears, rows)
        loss.backward()
        gradients = by_layer(linears, lambda p: p.grad)
        clip(task["training"].get("clip", {}), list(net.parameters()))
        state = descent.step(rows)
        remembered = {key: by_layer(linears, lambda p, of=of: of[p]) for key, of in state.items()}
        steps.append({**batch, "loss": loss.item(), "gradients": gradients, "weights": by_layer(linears, lambda p: p.detach()), "state": remembered})
    return {"name": name, "task": task, "learningRate": rate, "initial": initial, "steps": steps}


def text_of(traced):
    head = ",\n".join(f'"{key}": {json.dumps(traced[key])}' for key in ("name", "task", "learningRate", "initial"))
    steps = ",\n".join(json.dumps(step, separators=(",", ":")) for step in traced["steps"])
    return f'{{\n{head},\n"steps": [\n{steps}\n]\n}}\n'


def file_of(name):
    return FOLDER / f"{name.replace(' ', '-').replace('(', '-').replace(')', '')}.json"


def differs(a, b, where=""):
    """Where two of them differ first, beyond 1e-12; None if nowhere."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        return next((found for key in a if (found := differs(a[key], b[key], f"{where}.{key}"))), None)
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return next((found for i, each in enumerate(a) if (found := differs(each, b[i], f"{where}[{i}]"))), None)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return None if math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) else f"{where}: {a} there, {b} here"
    return None if a == b else f"{where}: {a} there, {b} here"


def main():
    traced = {file_of(case[0]): trace(*case) for case in cases()}
    if "--check" in sys.argv:
        there = set(FOLDER.glob("*.json"))
        faults = [f"{path.name} is of no case" for path in sorted(there - traced.keys())]
        faults += [f"{path.name} is missing" for path in sorted(traced.keys() - there)]
        for path in sorted(there & traced.keys()):
            found = differs(json.loads(path.read_text()), json.loads(text_of(traced[path])))
            faults += [f"{path.name}{found}"] if found else []
        sys.exit("\n".join(faults) if faults else print(f"{len(traced)} traces are as PyTorch {torch.__version__} has them."))
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for path, each in traced.items():
        path.write_text(text_of(each))
    sizes = [path.stat().st_size for path in traced]
    print(f"{len(sizes)} traces, {sum(sizes) / 1e6:.2f} MB, the largest {max(sizes) / 1e3:.0f} kB")


main()
