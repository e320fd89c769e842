"""The optimisers of torch.optim, behind one step; from tensors where it has none, or another arithmetic."""

import math

import torch
from reference import strengths

DEFAULTS = {
    "sgd": {},
    "momentum": {"momentum": 0.9, "dampening": 0},
    "nesterov": {"momentum": 0.9},
    "adagrad": {"epsilon": 1e-10, "inside": 0},
    "rmsprop": {"rho": 0.99, "epsilon": 1e-8, "inside": 0, "momentum": 0},
    "rmsprop-centred": {"rho": 0.99, "epsilon": 1e-8, "inside": 0, "momentum": 0},
    "adadelta": {"rho": 0.9, "epsilon": 1e-6},
    "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    "adam-hat": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
    "amsgrad": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    "nadam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "momentumDecay": 4e-3},
}

# what the textbook remembers, by torch's names
REMEMBERED = {
    "sgd": {},
    "momentum": {"v": "momentum_buffer"},
    "nesterov": {"v": "momentum_buffer"},
    "adagrad": {"s": "sum"},
    "rmsprop": {"s": "square_avg", "v": "momentum_buffer"},
    "rmsprop-centred": {"s": "square_avg", "m": "grad_avg", "v": "momentum_buffer"},
    "adadelta": {"s": "square_avg", "u": "acc_delta"},
    "adam": {"m": "exp_avg", "v": "exp_avg_sq"},
    "adam-hat": {"m": "exp_avg", "v": "exp_avg_sq"},
    "amsgrad": {"m": "exp_avg", "v": "exp_avg_sq", "largest": "max_exp_avg_sq"},
    "nadam": {"m": "exp_avg", "v": "exp_avg_sq"},
}


class InsideRoot(torch.optim.Optimizer):
    """Adagrad and RMSprop with √(s + ε), from tensors: torch.optim has √s + ε alone."""

    def __init__(self, parameters, lr, h, name):
        super().__init__(parameters, {"lr": lr, "weight_decay": 0})
        self.h, self.name = h, name

    @torch.no_grad()
    def step(self):
        h, name = self.h, self.name
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                for key in REMEMBERED[name].values():
                    state.setdefault(key, torch.zeros_like(p))
                g = p.grad + group["weight_decay"] * p
                if name == "adagrad":
                    state["sum"].add_(g * g)
                    p.sub_(group["lr"] * g / (state["sum"] + h["epsilon"]).sqrt())
                    continue
                state["square_avg"].lerp_(g * g, 1 - h["rho"])
                variance = state["square_avg"]
                if name == "rmsprop-centred":
                    state["grad_avg"].lerp_(g, 1 - h["rho"])
                    variance = variance - state["grad_avg"] ** 2
                state["momentum_buffer"].mul_(h["momentum"]).add_(g / (variance + h["epsilon"]).sqrt())
                p.sub_(group["lr"] * state["momentum_buffer"])


class Descent:
    def __init__(self, training, layers, lr):
        self.training, self.lr, self.t = training, lr, 0
        self.name = training["optimiser"]["name"]
        self.h = {**DEFAULTS[self.name], **training["optimiser"].get("hyper", {})}
        self.kinds = {"W": [layer.linear.weight for layer in layers], "b": [vector for layer in layers for vector in layer.vectors]}
        self.optimiser = self.make([{"params": self.kinds["W"]}, {"params": self.kinds["b"]}])
        if self.name == "momentum" and self.h["dampening"]:
            # torch.optim.SGD's buffer is at first the gradient itself, without dampening; the textbook's was 0 before
            for group in self.optimiser.param_groups:
                for p in group["params"]:
                    self.optimiser.state[p]["momentum_buffer"] = torch.zeros_like(p)

    def make(self, parameters):
        h, lr, name, optim = self.h, self.lr, self.name, torch.optim
        betas = {"betas": (h.get("beta1"), h.get("beta2")), "eps": h.get("epsilon")}
        if h.get("inside"):
            return InsideRoot(parameters, lr, h, name)
        if name in ("sgd", "momentum"):
            return optim.SGD(parameters, lr, **h)
        if name == "nesterov":
            return optim.SGD(parameters, lr, momentum=h["momentum"], nesterov=True)
        if name == "adagrad":
            return optim.Adagrad(parameters, lr, eps=h["epsilon"])
        if name.startswith("rmsprop"):
            return optim.RMSprop(parameters, lr, h["rho"], h["epsilon"], momentum=h["momentum"], centered=name != "rmsprop")
        if name == "adadelta":
            return optim.Adadelta(parameters, lr, h["rho"], h["epsilon"])
        if name == "nadam":
            own = {"weight_decay": self.decay("W"), "decoupled_weight_decay": True} if self.decays_itself else {}
            return self.with_decay(optim.NAdam(parameters, lr, momentum_decay=h["momentumDecay"], **betas, **own))
        if self.decays_itself:
            return self.with_decay(optim.AdamW(parameters, lr, amsgrad=name == "amsgrad", weight_decay=self.decay("W"), **betas))
        return optim.Adam(parameters, lr, amsgrad=name == "amsgrad", **betas)

    @property
    def decays_itself(self):
        """AdamW and NAdam have decoupled decay, in the place of a penalty's weight_decay."""
        own = self.name in ("adam", "adam-hat", "amsgrad", "nadam") and "decay" in self.training
        return own and self.training.get("penalty", {}).get("in") != "gradient"

    def decay(self, kind):
        decay = self.training.get("decay", {"rate": 0, "biases": False})
        return decay["rate"] if kind == "W" or decay["biases"] else 0

    def with_decay(self, optimiser):
        if self.decays_itself:
            optimiser.param_groups[1]["weight_decay"] = self.decay("b")
        return optimiser

    def nothing(self):
        """What is remembered before the first step."""
        return {key: {p: torch.zeros_like(p) for kind in self.kinds.values() for p in kind} for key in REMEMBERED[self.name]}

    def step(self, rows):
        """One step from the gradients as they are; answers with what is remembered after it."""
        self.t += 1
        self.penalise(rows)
        if self.name == "adam-hat":
            # ε̂ = ε·√(1 − β₂ᵗ): torch's Adam with an ε of its own in every step
            for group in self.optimiser.param_groups:
                group["eps"] = self.h["epsilon"] / math.sqrt(1 - self.h["beta2"] ** self.t)
        before = {p: p.detach().clone() for kind in self.kinds.values() for p in kind}
        self.optimiser.step()
        if not self.decays_itself:  # decoupled decay beside an optimiser that has none
            with torch.no_grad():
                for kind, parameters in self.kinds.items():
                    for p in parameters:
                        p.sub_(self.lr * self.decay(kind) * before[p])
        return {key: self.remembered(torchs, before) for key, torchs in REMEMBERED[self.name].items()}

    def penalise(self, rows):
        """In the gradient alone: torch's weight_decay is 2·l2; l1, which it has not, from tensors."""
        penalty = self.training.get("penalty")
        if not penalty or penalty["in"] != "gradient":
            return
        for group, (kind, parameters) in zip(self.optimiser.param_groups, self.kinds.items(), strict=True):
            l1, l2 = strengths(penalty, kind, rows)
            group["weight_decay"] = 2 * l2
            for p in parameters:
                p.grad.add_(l1 * p.detach().sign())

    def remembered(self, torchs, before):
        if torchs == "momentum_buffer" and self.name.startswith("rmsprop") and not self.h["momentum"] and not self.h["inside"]:
            # torch keeps no buffer where there is no momentum: the way it went
            return {p: self.way(p, before[p]) for kind in self.kinds.values() for p in kind}
        return {p: self.optimiser.state[p][torchs] for kind in self.kinds.values() for p in kind}

    def way(self, p, before):
        state = self.optimiser.state[p]
        weight_decay = next(group["weight_decay"] for group in self.optimiser.param_groups if any(p is each for each in group["params"]))
        variance = state["square_avg"] - state["grad_avg"] ** 2 if "grad_avg" in state else state["square_avg"]
        return (p.grad + weight_decay * before) / (variance.sqrt() + self.h["epsilon"])
