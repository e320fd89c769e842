"""
How far PyTorch's built-ins end from the textbook, ten steps on the traces' networks: the figures of docs/frameworks.md.

    python test/oracle/differences.py
"""

import json
from pathlib import Path

import torch
from descent import Descent
from reference import Elementwise, batch_loss, clip, network, penalty_of
from torch import nn

FOLDER = Path(__file__).parent / "traces"


def apart(name, loss=batch_loss, bound=clip, prepare=lambda net, descent: None):
    """‖w − w of the trace‖/‖way of the trace‖ after its ten steps, with the loss, bound or optimiser as PyTorch has it."""
    traced = json.loads((FOLDER / f"{name}.json").read_text())
    task, initial = traced["task"], traced["initial"]
    net, layers = network(task["model"], initial)
    descent = Descent(task["training"], layers, traced["learningRate"])
    prepare(net, descent)
    for batch in traced["steps"]:
        net.zero_grad()
        rows = len(batch["X"])
        (loss(task, net(torch.tensor(batch["X"])), batch) + penalty_of(task["training"], layers, rows)).backward()
        bound(task["training"].get("clip", {}), list(net.parameters()))
        descent.step(rows)
    flat = lambda tensors: torch.cat([torch.tensor(layer[key]).flatten() for layer in tensors for key in ("W", "b")])
    here = torch.cat([p.detach().flatten() for layer in layers for p in (layer.linear.weight.T, layer.linear.bias)])
    there = flat(traced["steps"][-1]["weights"])
    return ((here - there).norm() / (there - flat(initial)).norm()).item()


def first_buffer(net, descent):
    descent.optimiser.state.clear()


def hard_sigmoid(net, descent):
    layer = next(layer for layer in net if isinstance(layer.f, Elementwise))
    layer.f = nn.Hardsigmoid()


def classes(batch):
    return torch.tensor(batch["y"])


def values(Z, batch):
    return torch.tensor(batch["values"]) if "values" in batch else nn.functional.one_hot(classes(batch), Z.shape[1]).double()


WEIGHTS = torch.tensor([1, 2, 0.5])
DIFFERENCES = {
    "as in the traces": lambda: apart("activation-tanh"),
    "SGD: the first buffer is the gradient, without dampening": lambda: apart("optimiser-momentum-other", prepare=first_buffer),
    "clip_grad_norm_: 1e-6 is added to the norm": lambda: apart(
        "clip-globalNorm", bound=lambda bounds, parameters: nn.utils.clip_grad_norm_(parameters, bounds["globalNorm"])
    ),
    "nn.Hardsigmoid: backward by a 1/6 of float32": lambda: apart("activation-hard-sigmoid", prepare=hard_sigmoid),
    "nn.MSELoss: its mean is over the outputs too": lambda: apart(
        "loss-squared-error-on-linear", lambda task, Z, batch: nn.MSELoss()(Z, values(Z, batch))
    ),
    "nn.BCEWithLogitsLoss: its mean is over the outputs too": lambda: apart(
        "loss-sigmoid-cross-entropy-on-sigmoids", lambda task, Z, batch: nn.BCEWithLogitsLoss()(Z, values(Z, batch))
    ),
    "nn.MultiMarginLoss: divides by the classes": lambda: apart("loss-hinge-on-linear", lambda task, Z, batch: nn.MultiMarginLoss()(Z, classes(batch))),
    "nn.CrossEntropyLoss(weight): its mean is over the sum of the weights": lambda: apart(
        "class-weights-over-rows", lambda task, Z, batch: nn.CrossEntropyLoss(WEIGHTS)(Z, classes(batch))
    ),
    "nn.CrossEntropyLoss(weight, label_smoothing): weighs the smoothed part by each class": lambda: apart(
        "smoothing-and-class-weights", lambda task, Z, batch: nn.CrossEntropyLoss(WEIGHTS, label_smoothing=0.1)(Z, classes(batch))
    ),
}

for what, measure in DIFFERENCES.items():
    print(f"{measure():.1e}  {what}")
softplus = apart("activation-softplus", prepare=lambda net, descent: setattr(net[0], "f", nn.Softplus()))
print(f"{softplus:.1e}  nn.Softplus, in a training whose z stays below its threshold")
z = torch.tensor(20.5)
print(f"{(nn.Softplus()(z) - nn.Softplus(threshold=700)(z)).item():.1e}  nn.Softplus: z itself beyond its threshold, 20; here at z = 20.5")
