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
    for step, rows in enumerate(rows_of(model)):
        X = numbers(draw, rows, model["inputs"], 64, lambda: draw.gauss(0, 1.5))
        of_values = model["output"]["kind"] in ("linear", "tanh", "sigmoids") and "hinge" not in task["training"]["loss"] and step % 2 == 1
        values = numbers(draw, rows, K, 64, (lambda: draw.gauss(0, 1)) if model["output"]["kind"] == "linear" else draw.random)
        classes = [draw.randrange(max(2, K)) for _ in range(rows)]
        batches.append({"X": X, **({"values": values} if of_values or K == 1 and model["output"]["kind"] == "linear" else {"y": classes})})
    return initial, batches


def more_of(name, model):
    """What layers of more have besides: γ and β at first, and a mask for each batch; drawn apart, so that all else is as without them."""
    draw = random.Random(f"{name}, layers")
    vector = lambda units, low, high: numbers(draw, 1, units, 1024, lambda: draw.uniform(low, high))
    norms = [
        {"gamma": vector(layer["units"], 0.5, 1.5), "beta": vector(layer["units"], -0.5, 0.5)} if "normalise" in layer else {}
        for layer in model["hidden"]
    ]
    kept = lambda rate: 1 if model.get("dropoutScaling") == "prediction" else 1 / (1 - rate)
    mask = lambda rate, rows, units: [[0 if draw.random() < rate else kept(rate) for _ in range(units)] for _ in range(rows)]
    masks = lambda rows: [mask(layer["dropout"], rows, layer["units"]) if layer.get("dropout") else None for layer in model["hidden"]]
    return norms, masks


def rows_of(model):
    """Torch refuses to normalise over a batch of one row, which has no variance."""
    over_rows = any(layer.get("normalise") == "batch" for layer in model["hidden"])
    return [max(rows, 2) for rows in ROWS] if over_rows else ROWS


def further(net, layers, X):
    """After a step: the running statistics, and what the network predicts, where that goes another way than a step."""
    model = {}
    if any(layer.keeps for layer in layers):
        model["running"] = [layer.running() for layer in layers]
    net.eval()
    with torch.no_grad():
        model["predicted"] = net(X).tolist()
    net.train()
    return model


def trace(name, task, rate, scale):
    model, training = task["model"], task["training"]
    initial, batches = inputs_of(name, task, scale)
    norms, masks_of = more_of(name, model)
    initial = [{**tensors, **norm} for tensors, norm in zip(initial, [*norms, {}], strict=True)]
    for tensors, layer in zip(initial, model["hidden"]):
        if layer.get("bias") is False:
            tensors["b"] = [[0.0] * layer["units"]]
    net, layers = network(model, initial)
    descent = Descent(training, layers, rate)
    is_more = any(layer.get("normalise") or layer.get("dropout") for layer in model["hidden"])
    drops = any(layer.get("dropout") for layer in model["hidden"])
    parameters = list(net.parameters())
    every = training.get("accumulate", 1)
    share = 1 if training.get("reduction", {}).get("rows") == "sum" else 1 / every
    remembered = None
    steps = []
    for step, batch in enumerate(batches, start=1):
        rows, X = len(batch["X"]), torch.tensor(batch["X"])
        masks = masks_of(rows) if drops else []
        for layer, mask in zip(layers, masks):
            layer.dropout.mask = None if mask is None else torch.tensor(mask, dtype=torch.float64)
        loss = batch_loss(task, net(X), batch) + penalty_of(training, layers, rows)
        own = dict(zip(parameters, torch.autograd.grad(loss, parameters, retain_graph=True)))
        gradients = [layer.tensors(lambda p: own[p]) for layer in layers]
        (share * loss).backward()  # torch adds it to what .grad holds
        gathered = {p: p.grad.clone() for p in parameters}
        if step % every == 0:
            clip(training.get("clip", {}), parameters)
            remembered = descent.step(rows)
            gathered = {p: torch.zeros_like(p) for p in parameters}
            net.zero_grad()
        remembered = remembered or descent.nothing()
        state = {**remembered, **({"accumulated": gathered} if every > 1 else {})}
        written = {key: [layer.tensors(lambda p, of=of: of[p]) for layer in layers] for key, of in state.items()}
        after = {"gradients": gradients, "weights": [layer.tensors(lambda p: p.detach()) for layer in layers], "state": written}
        more = further(net, layers, X) if is_more else {}
        steps.append({**batch, **({"masks": masks} if drops else {}), "loss": loss.item(), **after, **more})
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
