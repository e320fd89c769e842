"""What is traced: every record of the vocabulary, every further thing that a training can say, and mixtures of them."""

import random

ACTIVATIONS = [
    "relu", "tanh", "sigmoid", "leaky-relu", "leaky-relu(0.2)", "elu", "elu(0.5)", "selu", "gelu", "gelu-tanh", "silu", "mish",
    "softplus", "softsign", "relu6", "hard-sigmoid", "hard-tanh", "scaled-tanh", "arctan", "sine", "gaussian", "linear",
]  # fmt: skip
# how large the first weights are, so that z lies on both sides of every kink
SCALES = {"relu6": 6, "hard-sigmoid": 1.5}

OUTPUTS = {
    "softmax": {"kind": "softmax", "classes": 3},
    "sigmoid": {"kind": "sigmoid", "threshold": 0.5},
    "sigmoids": {"kind": "sigmoids", "outputs": 3, "threshold": 0.5},
    "linear": {"kind": "linear", "outputs": 3},
    "tanh": {"kind": "tanh", "outputs": 3},
}
ANY = ["linear", "tanh", "sigmoids", "sigmoid", "softmax"]
LOSSES = {
    "softmax-cross-entropy": ["softmax"],
    "sigmoid-cross-entropy": ["sigmoid", "sigmoids"],
    "squared-error": ANY,
    "half-squared-error": ANY,
    "absolute-error": ANY,
    "huber": ANY,
    "hinge": ["linear"],
    "squared-hinge": ["linear"],
}

# the learning rate, and hyper-parameters other than the usual ones
OPTIMISERS = {
    "sgd": (0.2, {}),
    "momentum": (0.1, {"momentum": 0.7, "dampening": 0.4}),
    "nesterov": (0.1, {"momentum": 0.6}),
    "adagrad": (0.1, {"epsilon": 0.03, "inside": 1}),
    "rmsprop": (0.01, {"rho": 0.8, "epsilon": 0.01, "inside": 1, "momentum": 0.5}),
    "rmsprop-centred": (0.01, {"rho": 0.8, "epsilon": 0.01, "inside": 1, "momentum": 0.5}),
    "adadelta": (1.0, {"rho": 0.8, "epsilon": 1e-3}),
    "adam": (0.05, {"beta1": 0.7, "beta2": 0.95, "epsilon": 0.01}),
    "adam-hat": (0.05, {"beta1": 0.7, "beta2": 0.95, "epsilon": 0.01}),
    "amsgrad": (0.05, {"beta1": 0.5, "beta2": 0.6, "epsilon": 0.01}),  # v falls too, else its largest is always the last
    "nadam": (0.05, {"beta1": 0.7, "beta2": 0.95, "epsilon": 0.01, "momentumDecay": 0.1}),
}


def task(output="softmax", activation="tanh", hidden=(2,), inputs=2, **training):
    output = OUTPUTS[output] if isinstance(output, str) else output
    usual = next(loss for loss, on in LOSSES.items() if output["kind"] in on)
    activations = activation if isinstance(activation, list) else [activation] * len(hidden)
    layers = [{"units": units, "activation": f} for units, f in zip(hidden, activations, strict=True)]
    model = {"inputs": inputs, "hidden": layers, "output": output}
    return {"model": model, "training": {"loss": usual, "optimiser": {"name": "sgd"}, **training}}


def penalty(l1, l2, where, biases=False, over_batch=False):
    return {"l1": l1, "l2": l2, "biases": biases, "in": where, "overBatch": over_batch}


def reduction(rows, outputs):
    return {"rows": rows, "outputs": outputs}


def with_optimisers():
    small = {"output": {"kind": "softmax", "classes": 2}}
    for name, (rate, other) in OPTIMISERS.items():
        for hyper in [{}, other] if other else [{}]:
            optimiser = {"name": name, **({"hyper": hyper} if hyper else {})}
            yield f"optimiser {name}{' other' if hyper else ''}", task(**small, optimiser=optimiser), rate
    yield "optimiser rmsprop momentum", task(**small, optimiser={"name": "rmsprop", "hyper": {"momentum": 0.5}}), 0.01
    yield "optimiser rmsprop-centred momentum", task(**small, optimiser={"name": "rmsprop-centred", "hyper": {"momentum": 0.5}}), 0.01
    yield "AdamW", task(**small, optimiser={"name": "adam"}, decay={"rate": 0.1, "biases": True}), 0.05
    yield "NAdamW", task(**small, optimiser={"name": "nadam"}, decay={"rate": 0.1, "biases": False}), 0.05


SMOOTHED = {"labelSmoothing": 0.1}
WEIGHTS = {"classWeights": {"weights": [1, 2, 0.5], "over": "weights"}}
WEIGHTS_OVER_ROWS = {"classWeights": {"weights": [1, 2, 0.5], "over": "rows"}}
SINGLE = {"kind": "linear", "outputs": 1}
FURTHER = {
    "hinge of one output": task(SINGLE, loss="hinge"),
    "squared-hinge of one output": task(SINGLE, loss="squared-hinge"),
    "hinge targets": task("linear", loss="hinge", targets=[-1, 1]),
    "hinge averaged over outputs": task("linear", loss="hinge", reduction=reduction("mean", "mean")),
    "huber narrow": task("linear", loss="huber(0.3)"),
    "two hidden layers": task(hidden=(5, 3), inputs=4, activation=["relu", "gelu"]),
    "no hidden layer": task(hidden=()),
    "rows summed": task(reduction=reduction("sum", "sum")),
    "outputs averaged": task("linear", loss="squared-error", reduction=reduction("mean", "mean")),
    "rows summed outputs averaged": task("sigmoids", reduction=reduction("sum", "mean")),
    "smoothing softmax": task(**SMOOTHED),
    "smoothing sigmoid": task("sigmoid", **SMOOTHED),
    "smoothing sigmoids": task("sigmoids", **SMOOTHED),
    "smoothing and class weights": task(**SMOOTHED, **WEIGHTS),
    "class weights over their sum": task(**WEIGHTS),
    "class weights over rows": task(**WEIGHTS_OVER_ROWS),
    "class weights summed": task(**WEIGHTS, reduction=reduction("sum", "sum")),
    "class weights sigmoid": task("sigmoid", classWeights={"weights": [0.5, 3], "over": "weights"}),
    "targets tanh": task("tanh", loss="squared-error", targets=[-1, 1]),
    "targets sigmoids": task("sigmoids", loss="half-squared-error", targets=[0.01, 0.99]),
    "targets softmax": task(targets=[0.01, 0.99]),
    "penalty l2 in the loss": task(penalty=penalty(0, 0.05, "loss")),
    "penalty l1 and l2 over the batch biases too": task(penalty=penalty(0.02, 0.05, "loss", biases=True, over_batch=True)),
    "penalty in the gradient": task(penalty=penalty(0, 0.05, "gradient", biases=True), optimiser={"name": "momentum"}),
    "penalty in the gradient l1 after clipping": task(penalty=penalty(0.01, 0.05, "gradient"), clip={"globalNorm": 0.3}),
    "clip value": task(clip={"value": 0.1}),
    "clip norm": task(clip={"norm": 0.2}),
    "clip globalNorm": task(clip={"globalNorm": 0.4}),
    "clip all three with penalty in the loss": task(clip={"value": 0.2, "norm": 0.3, "globalNorm": 0.4}, penalty=penalty(0, 0.05, "loss")),
    "decay of weights": task(decay={"rate": 0.1, "biases": False}),
    "decay with penalty in the gradient": task(decay={"rate": 0.1, "biases": True}, penalty=penalty(0.01, 0.05, "gradient")),
}


def layered(hidden, units=(4, 3), activation="tanh", model=None, **training):
    """A task whose hidden layers have more to them."""
    made = task(activation=activation, hidden=units, inputs=3, **training)
    made["model"]["hidden"] = [{**layer, **hidden} for layer in made["model"]["hidden"]]
    made["model"].update(model or {})
    return made


# Without bias where batch normalisation follows: what that subtracts has no gradient, only the rounding of one.
OVER_ROWS = {"normalise": "batch", "bias": False}
KERAS = {"normalisation": {"epsilon": 1e-3, "momentum": 0.01, "unbiased": False}}
LAYERED = {
    "batch normalisation": layered(OVER_ROWS),
    "batch normalisation as Keras has it": layered(OVER_ROWS, model=KERAS),
    "batch normalisation of ReLUs by Adam": layered(OVER_ROWS, activation="relu", optimiser={"name": "adam"}),
    "batch normalisation with penalty of biases and decay": layered(
        OVER_ROWS, penalty=penalty(0.01, 0.02, "loss", biases=True), decay={"rate": 0.1, "biases": True}, optimiser={"name": "momentum"}
    ),
    "layer normalisation": layered({"normalise": "layer"}),
    "layer normalisation of GELUs by AMSGrad": layered({"normalise": "layer"}, activation="gelu", optimiser={"name": "amsgrad"}),
    "layer normalisation as Keras has it": layered({"normalise": "layer"}, model=KERAS),
    "dropout": layered({"dropout": 0.4}),
    "dropout scaled in the prediction": layered({"dropout": 0.4}, activation="relu", model={"dropoutScaling": "prediction"}),
    "dropout after batch normalisation by Adam": layered({**OVER_ROWS, "dropout": 0.25}, activation="leaky-relu", optimiser={"name": "adam"}),
    "dropout after layer normalisation by Nadam": layered({"normalise": "layer", "dropout": 0.25}, activation="elu", optimiser={"name": "nadam"}),
    "no bias": layered({"bias": False}, optimiser={"name": "adam"}),
}


SUMMED_OF_TWO = {"accumulate": 2, "reduction": reduction("sum", "sum"), "clip": {"globalNorm": 0.5}, "decay": {"rate": 0.1, "biases": False}}
ACCUMULATED = {
    "gradients of three batches": task(accumulate=3),
    "gradients of two batches summed and bounded by Adam": task(
        optimiser={"name": "adam"}, penalty=penalty(0, 0.05, "gradient"), **SUMMED_OF_TWO
    ),
}


def mixture(number):
    """Several of these at once, drawn."""
    draw = random.Random(f"mixture {number}")
    loss = draw.choice(list(LOSSES))
    output = draw.choice(LOSSES[loss])
    classes = 2 if output == "sigmoid" else 3
    name = list(OPTIMISERS)[(number * 7) % len(OPTIMISERS)]
    rate, hyper = OPTIMISERS[name]
    maybe = {
        "reduction": reduction(draw.choice(["mean", "sum"]), draw.choice(["sum", "mean"]) if "cross" not in loss else "sum"),
        "classWeights": {"weights": [draw.randint(1, 8) / 4 for _ in range(classes)], "over": draw.choice(["rows", "weights"])},
        "penalty": penalty(draw.choice([0, 0.01]), 0.02, draw.choice(["loss", "gradient"]), draw.random() < 0.5, draw.random() < 0.5),
        "clip": {draw.choice(["value", "norm", "globalNorm"]): 0.04},
        "decay": {"rate": 0.05, "biases": draw.random() < 0.5},
        **({"labelSmoothing": 0.2} if "cross" in loss else {}),
        **({"targets": [0.05, 0.9]} if "error" in loss else {}),
    }
    chosen = {key: maybe[key] for key in sorted(draw.sample(sorted(maybe), 4))}
    optimiser = {"name": name, **({"hyper": hyper} if hyper and draw.random() < 0.5 else {})}
    activation = [draw.choice(ACTIVATIONS) for _ in range(2)]
    return task(output, activation, (3, 2), loss=loss, optimiser=optimiser, **chosen), rate


def cases():
    """(name, task, learning rate, scale of the first weights)"""
    for activation in ACTIVATIONS:
        yield f"activation {activation}", task(activation=activation, hidden=(3,)), 0.1, SCALES.get(activation, 1)
    for loss, on in LOSSES.items():
        for output in on:
            yield f"loss {loss} on {output}", task(output, loss=loss), 0.1, 1
    for name, each, rate in with_optimisers():
        yield name, each, rate, 1
    for name, each in FURTHER.items():
        yield name, each, 0.1, 1
    for name, each in ACCUMULATED.items():
        yield name, each, 0.1, 1
    for name, each in LAYERED.items():
        yield name, each, 0.1 if each["training"]["optimiser"]["name"] == "sgd" else 0.02, 1
    for number in range(1, 11):
        yield f"mixture {number}", *mixture(number), 1
