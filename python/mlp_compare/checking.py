"""Holds a network against a trace of `mlp-compare record`, in a test: no Node is needed for it."""
import inspect

import numpy as np

from .diagnosing import diagnosis_of
from .trace import read_trace

_SMALL = {'float32': (1e-4, 2.0**-23), 'float64': (1e-7, 2.0**-52)}  # relative to a tensor's norm; half an ulp of a weight, twice


def assert_trains_like_the_reference(make_network, trace='trace.json', diagnose=True):
    """Fails at the first tensor, in the order of computation, that is not the trace's; says what was right before it.

    `make_network(model, initial)` or `(model, initial, training)` makes what `serve` takes: a class with predict(X), step(X, y,
    learning_rate), weights(), set_weights(weights); perhaps activations(X), gradients(), state() and set_state(state); or
    loss_and_gradients(X, y) in place of step, each with the masks besides where the model has dropout. Each step is taken from the
    trace's own weights, so that one mistake is told once; where something is remembered that cannot be set, the network goes its own way. With `diagnose`, and mlp-compare installed, the mistake is named besides.
    """
    __tracebackhide__ = True
    trace = trace if hasattr(trace, 'steps') else read_trace(trace)
    network = _made(make_network, trace)
    before = trace.initial
    first = trace.steps[0]
    remembers = bool(first.state or first.running)
    state = {name: [tuple(np.zeros_like(M) for M in layer) for layer in of] for name, of in first.state.items()}
    running = first.running and [kept and {'mean': np.zeros_like(kept['mean']), 'variance': np.ones_like(kept['variance'])} for kept in first.running]
    for number, step in enumerate(trace.steps, 1):
        if not remembers or hasattr(network, 'set_state') or not hasattr(network, 'step'):
            network.set_weights([tuple(M.copy() for M in layer) for layer in before])
            if remembers and hasattr(network, 'set_state'):
                network.set_state({'steps': number - 1, 'tensors': state, **({'running': running} if running else {})})
        right = []
        for label, came, expected, *rounds in _computed(network, step, trace.learning_rate):
            fault = _fault(came, expected, _precision(network), *rounds)
            if fault:
                where = f'step {number}, {len(step.X)} row{"s" * (len(step.X) > 1)}'
                told = f'{label} is wrong, the first tensor that is ({where}): {fault}.\nRight before it: {", ".join(right) or "nothing was asked"}.'
                raise AssertionError(told + (diagnosis_of(make_network, trace.model) if diagnose else ''))
            right.append(label)
        before, state, running = step.weights, step.state, step.running


def _made(make_network, trace):
    initial = [tuple(M.copy() for M in layer) for layer in trace.initial]
    takes = [p for p in inspect.signature(make_network).parameters.values() if p.default is p.empty and p.kind <= p.POSITIONAL_OR_KEYWORD]
    return make_network(trace.model, initial, *([trace.training] if len(takes) > 2 else []))


def _computed(network, step, rate):
    """(label, what came, what is right, what else it is rounded by), in the order of computation; asked one after the other."""
    plain = step.masks is None and step.running is None  # a step then computes what a prediction does
    if plain:
        yield 'logits', network.predict(step.X.copy()), step.Z[-1]
    if plain and hasattr(network, 'activations'):
        for l, (came, expected) in enumerate(zip(network.activations(step.X.copy()), step.A), 1):
            yield f'A{l}', came, expected
    before, steps = _copied(network.weights()), hasattr(network, 'step')
    masks = [] if step.masks is None else [[mask if mask is None else mask.copy() for mask in step.masks]]
    if steps:
        loss, gradients = network.step(step.X.copy(), step.y.copy(), rate, *masks), network.gradients() if hasattr(network, 'gradients') else None
    else:
        loss, gradients = network.loss_and_gradients(step.X.copy(), step.y.copy(), *masks)
    if loss is not None:
        yield 'loss', [[float(loss)]], [[step.loss]]
    if gradients is not None:
        for label, came, expected in _backwards(_copied(gradients), step.gradients):
            yield f'd{label}', came, expected, 0, _summed(label, step)
    if not steps:
        return
    for (label, came, expected), (_, old, _) in zip(_backwards(_copied(network.weights()), step.weights), _backwards(before, before)):
        yield f'the change of {label}', came - old, expected - old, np.linalg.norm(old), rate * _summed(label, step)
    if not plain:
        yield 'what it predicts after the step', network.predict(step.X.copy()), step.predicted


def _backwards(came, expected):
    """The last layer's tensors first, as a backward pass has them."""
    for l in range(len(expected), 0, -1):
        for name, got, right in zip(('W', 'b', 'gamma', 'beta'), came[l - 1], expected[l - 1]):
            yield f'{name}{l}', got, right


def _summed(label, step):
    """Of db the size of what is summed: before a normalisation it cancels, and what is left is its rounding."""
    return np.linalg.norm(np.abs(step.dZ[int(label[1:]) - 1]).sum(axis=0)) if label[0] == 'b' and label[1:].isdigit() else 0


def _copied(layers):
    return [tuple(np.array(M, dtype=np.float64) for M in layer) for layer in layers]


def _precision(network):
    kind = np.asarray(network.weights()[0][0]).dtype.name
    return _SMALL.get(kind, _SMALL['float64'])


def _fault(came, expected, precision, ulps_of=0, part_of=0):
    """What is wrong with it, in words; None where nothing is. @param ulps_of what it was taken from @param part_of what it was summed of"""
    came, expected = np.asarray(came, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if came.size != expected.size or (came.ndim == 2 and came.shape != expected.shape):
        return f'expected the shape {expected.shape}, got {came.shape}'
    came = came.reshape(expected.shape)
    relative, ulp = precision
    gap, norm = np.linalg.norm(came - expected), np.linalg.norm(expected)
    if gap <= relative * max(norm, part_of) + 2 * ulp * ulps_of + ulp:
        return None
    if not np.isfinite(came).all():
        return f'{np.count_nonzero(~np.isfinite(came))} of {came.size} numbers are not finite'
    factor = np.vdot(came, expected) / norm**2 if norm else 0
    if norm and np.linalg.norm(came - factor * expected) <= 10 * relative * np.linalg.norm(came):
        return f'it is the reference × {factor:.6g}'
    r, c = np.unravel_index(np.abs(came - expected).argmax(), expected.shape)
    return f'off by {gap / norm:.2g} × its norm, most at [{r}, {c}]: {came[r, c]:.6g} for {expected[r, c]:.6g}'
