"""
A training in PyTorch, float64: its own modules, losses, optimisers and bounds wherever it has them. Where its arithmetic is
another than the textbook's, or it has none, the comment says what is done instead.
"""

import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


class Elementwise(nn.Module):
    """What torch.nn has no module for."""

    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, z):
        return self.f(z)


ACTIVATIONS = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "leaky-relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "gelu-tanh": lambda: nn.GELU("tanh"),
    "silu": nn.SiLU,
    "mish": nn.Mish,
    "softplus": lambda: nn.Softplus(threshold=700),  # beyond its threshold, 20 by default, torch answers z itself
    "softsign": nn.Softsign,
    "relu6": nn.ReLU6,
    # nn.Hardsigmoid passes its gradient back through a 1/6 of float32, in float64 too: 3e-8 off
    "hard-sigmoid": lambda: Elementwise(lambda z: torch.clamp(z / 6 + 0.5, 0, 1)),
    "hard-tanh": nn.Hardtanh,
    "scaled-tanh": lambda: Elementwise(lambda z: 1.7159 * torch.tanh(z * 2 / 3)),
    "arctan": lambda: Elementwise(torch.atan),
    "sine": lambda: Elementwise(torch.sin),
    "gaussian": lambda: Elementwise(lambda z: torch.exp(-z * z)),
    "linear": nn.Identity,
}


def activation(written):
    name, _, parameter = written.rstrip(")").partition("(")
    return ACTIVATIONS[name](float(parameter)) if parameter else ACTIVATIONS[name]()


def width(output):
    return output.get("classes", output.get("outputs", 1))


class Masked(nn.Module):
    """Dropout by a mask that is given, in the scale that the model says: nn.Dropout draws its own."""

    def __init__(self, rate, scaling):
        super().__init__()
        self.rate, self.scaling, self.mask = rate, scaling, None

    def forward(self, a):
        if self.training:
            return a * self.mask
        return a * (1 - self.rate) if self.scaling == "prediction" else a


class Layer(nn.Module):
    """a·W + b, perhaps normalised, f of it, perhaps dropout. nn.Linear keeps W as (out, in), the traces as (in, out)."""

    def __init__(self, inputs, units, model, hidden=None):
        super().__init__()
        has_bias = hidden.get("bias", True) if hidden else model.get("outputBias", True)
        self.linear = nn.Linear(inputs, units, bias=has_bias)
        self.numbers = {"epsilon": 1e-5, "momentum": 0.1, "unbiased": True, **model.get("normalisation", {})}
        normalise = (hidden or {}).get("normalise")
        self.norm = None
        if normalise == "batch":
            self.norm = nn.BatchNorm1d(units, self.numbers["epsilon"], self.numbers["momentum"])
        elif normalise == "layer":
            self.norm = nn.LayerNorm(units, self.numbers["epsilon"])
        self.keeps = normalise == "batch"
        self.f = activation(hidden["activation"]) if hidden else nn.Identity()
        self.dropout = Masked(hidden["dropout"], model.get("dropoutScaling")) if hidden and hidden.get("dropout") else nn.Identity()

    def forward(self, a):
        z = self.linear(a)
        return self.dropout(self.f(self.normalised(z) if self.norm else z))

    def normalised(self, z):
        if not (self.keeps and self.training) or self.numbers["unbiased"]:
            return self.norm(z)
        # torch keeps the unbiased variance alone: the part of it that is the batch's, by B in place of B − 1
        before, m = self.norm.running_var.clone(), self.numbers["momentum"]
        n = self.norm(z)
        kept = (1 - m) * before
        self.norm.running_var = kept + (self.norm.running_var - kept) * (len(z) - 1) / len(z)  # not in place: backward needs it
        return n

    @torch.no_grad()
    def set(self, tensors):
        self.linear.weight.copy_(torch.tensor(tensors["W"]).T)
        if self.linear.bias is not None:
            self.linear.bias.copy_(torch.tensor(tensors["b"])[0])
        if self.norm:
            self.norm.weight.copy_(torch.tensor(tensors["gamma"])[0])
            self.norm.bias.copy_(torch.tensor(tensors["beta"])[0])

    def tensors(self, of):
        """By the traces' names: W (in, out), b, gamma and beta (1, out); the b of a layer without bias is 0."""
        row = lambda p: [of(p).tolist()]
        b = row(self.linear.bias) if self.linear.bias is not None else [[0.0] * self.linear.out_features]
        return {"W": of(self.linear.weight).T.tolist(), "b": b, **({"gamma": row(self.norm.weight), "beta": row(self.norm.bias)} if self.norm else {})}

    def running(self):
        return {"mean": [self.norm.running_mean.tolist()], "variance": [self.norm.running_var.tolist()]} if self.keeps else None

    @property
    def vectors(self):
        """All that is learnt but W."""
        return [p for p in (self.linear.bias, *([self.norm.weight, self.norm.bias] if self.norm else [])) if p is not None]


def network(model, initial):
    widths = [model["inputs"], *(layer["units"] for layer in model["hidden"]), width(model["output"])]
    layers = [Layer(inputs, units, model, hidden) for inputs, units, hidden in zip(widths, widths[1:], [*model["hidden"], None])]
    for layer, tensors in zip(layers, initial, strict=True):
        layer.set(tensors)
    return nn.Sequential(*layers), layers


def targets_of(task, batch, classes):
    """T (B, K): one-hot rows for classes, 0 or 1 for one sigmoid; then 0 and 1 in other words, then smoothed."""
    training, output = task["training"], task["model"]["output"]
    if "values" in batch:
        T = torch.tensor(batch["values"])
    elif width(output) == 1:
        T = torch.tensor(batch["y"])[:, None].double()
    else:
        T = nn.functional.one_hot(torch.tensor(batch["y"]), classes).double()
    off, on = training.get("targets", (0, 1))
    ε = training.get("labelSmoothing", 0)
    return (1 - ε) * (off + (on - off) * T) + ε * (1 / classes if output["kind"] == "softmax" else 0.5)


def outputs_of(output, Z):
    functions = {"softmax": nn.Softmax(dim=1), "sigmoid": nn.Sigmoid(), "sigmoids": nn.Sigmoid(), "linear": nn.Identity(), "tanh": nn.Tanh()}
    return functions[output["kind"]](Z)


def margins(power):
    def make(reduction):
        def loss(Z, T):
            if Z.shape[1] == 1:  # max(0, 1 − (±1)·z): torch has it for several classes alone
                return torch.relu(1 - torch.where(T > 0, 1.0, -1.0) * Z) ** power
            # MultiMarginLoss divides the sum over the outputs by their number
            rows = nn.MultiMarginLoss(p=power, reduction="none")(Z, T.argmax(dim=1)) * Z.shape[1]
            return rows.sum() if reduction == "sum" else rows.mean() / Z.shape[1] if reduction == "mean" else rows

        return loss

    return make


class HalfSquaredError(nn.MSELoss):
    """Torch has no half of it."""

    def forward(self, P, T):
        return super().forward(P, T) / 2


LOSSES = {
    "softmax-cross-entropy": nn.CrossEntropyLoss,
    "sigmoid-cross-entropy": nn.BCEWithLogitsLoss,
    "squared-error": nn.MSELoss,
    "half-squared-error": HalfSquaredError,
    "absolute-error": nn.L1Loss,
    "huber": nn.HuberLoss,
    "hinge": margins(1),
    "squared-hinge": margins(2),
}
ON_LOGITS = {"softmax-cross-entropy", "sigmoid-cross-entropy", "hinge", "squared-hinge"}


def batch_loss(task, Z, batch):
    training, output = task["training"], task["model"]["output"]
    reduction = training.get("reduction", {"rows": "mean", "outputs": "sum"})
    weighing = training.get("classWeights") if "y" in batch else None
    if training["loss"] == "softmax-cross-entropy" and reduction["outputs"] == "sum" and "targets" not in training:
        whole = cross_entropy(training, Z, torch.tensor(batch["y"]), reduction["rows"], weighing)
        if whole is not None:
            return whole
    name, _, δ = training["loss"].rstrip(")").partition("(")
    make = lambda reduction: LOSSES[name](reduction=reduction, **({"delta": float(δ)} if δ else {}))
    T = targets_of(task, batch, Z.shape[1])
    P = Z if name in ON_LOGITS else outputs_of(output, Z)
    outputs = Z.shape[1] if reduction["outputs"] == "mean" else 1
    if weighing is None and name != "softmax-cross-entropy":  # that one, of targets that are probabilities, row by row below
        if reduction["rows"] == "mean" and (reduction["outputs"] == "mean" or Z.shape[1] == 1):
            return make("mean")(P, T).mean()  # torch's mean is over the outputs too
        whole = make("sum")(P, T).sum() / outputs
        return whole if reduction["rows"] == "sum" else whole / len(Z)
    each = make("none")(P, T)
    rows = each.sum(dim=1) if each.ndim > 1 else each
    ω = torch.tensor([weighing["weights"][label] for label in batch["y"]]) if weighing else torch.ones(len(Z))
    over = 1 if reduction["rows"] == "sum" else ω.sum() if weighing and weighing["over"] == "weights" else len(Z)
    return (ω * rows).sum() / over / outputs


def cross_entropy(training, Z, y, rows, weighing):
    """
    Torch's own, with its own smoothing and weights; None where it means something else: with both it weighs the smoothed part of
    each class by that class' weight, not the row by its class'.
    """
    ε = training.get("labelSmoothing", 0.0)
    if weighing and ε:
        return None
    weight = torch.tensor(weighing["weights"], dtype=torch.float64) if weighing else None
    own_mean = rows == "mean" and (not weighing or weighing["over"] == "weights")  # torch's mean is over the sum of the weights
    whole = nn.CrossEntropyLoss(weight, label_smoothing=ε, reduction="mean" if own_mean else "sum")(Z, y)
    return whole if own_mean or rows == "sum" else whole / len(Z)


def strengths(penalty, kind, rows):
    """l1 and l2 of weights ('W') or biases ('b') for a batch of so many rows."""
    if kind == "b" and not penalty["biases"]:
        return 0, 0
    over = rows if penalty["overBatch"] else 1
    return penalty["l1"] / over, penalty["l2"] / over


def penalty_of(training, layers, rows):
    penalty = training.get("penalty")
    if not penalty or penalty["in"] != "loss":
        return 0
    total = 0
    for layer in layers:
        for kind, w in (("W", layer.linear.weight), *(("b", vector) for vector in layer.vectors)):
            l1, l2 = strengths(penalty, kind, rows)
            total = total + l2 * (w**2).sum() + l1 * w.abs().sum()
    return total


def clip(bounds, parameters):
    """Each number, then each tensor, then all. clip_grad_norm_ has 1e-6 added to the norm, which the textbook has not: scaled here."""
    if "value" in bounds:
        nn.utils.clip_grad_value_(parameters, bounds["value"])
    groups = [[p] for p in parameters] if "norm" in bounds else []
    for group, limit in [(group, bounds["norm"]) for group in groups] + ([(parameters, bounds["globalNorm"])] if "globalNorm" in bounds else []):
        whole = nn.utils.get_total_norm([p.grad for p in group])
        for p in group:
            p.grad.mul_(min(1.0, limit / whole.item()) if whole > 0 else 1.0)
