"""What the outputs of a forward pass are, and the activation that they come from."""
import itertools
import numpy as np
from . import textbook


def _kind(P, words):
    """What the outputs are, by what they add up to; a softmax that does not is known by its name."""
    within = np.all((P >= 0) & (P <= 1.0000001))
    if P.shape[1] > 1 and within and (np.allclose(P.sum(1), 1) or np.allclose(P.sum(0), 1) or ('softmax' in words and 'sigmoid' not in words)):
        return 'softmax'
    if within and (P.shape[1] == 1 or 'sigmoid' in words or 'exp' in words):
        return 'sigmoid' if P.shape[1] == 1 else 'sigmoids'
    return 'logits'


def read_activation(answered, known, words):
    """The activation whose outputs are nearest; where none is near, the one that the file speaks of."""
    names = list(dict.fromkeys(name.split('(')[0] if name == 'leaky-relu' else name for name in textbook.ACTIVATIONS))
    kind = _kind(answered.P, words)
    kinds = [kind, 'tanh'] if kind == 'logits' and np.all(np.abs(answered.P) <= 1) else [kind]
    hidden = known.depth - 1
    uniform = [(name,) * hidden for name in names]
    mixed = itertools.product(['relu', 'tanh', 'sigmoid', 'leaky-relu'], repeat=hidden) if hidden == 2 else []
    tried = {}
    for activations in [*uniform, *mixed]:
        Z = textbook.forward(known.held(answered.convention), known.X, activations)[1]
        tried.update({(of, activations): distance(answered.P, textbook.outputs(Z, of)) for of in kinds})
    answered.kind, best = nearest = min(tried, key=tried.get)
    answered.apart = tried[nearest]
    spoken = next((name for name in ('leaky', 'relu', 'tanh', 'sigmoid') if name in words), None)
    if answered.apart > 1e-4 and spoken:
        best = ({'leaky': 'leaky-relu'}.get(spoken, spoken),) * hidden
    answered.activations = best


def distance(one, other):
    with np.errstate(all='ignore'):
        apart = np.linalg.norm(one - other) / (np.linalg.norm(other) + 1e-300)
    return apart if np.isfinite(apart) else np.inf
