"""What a step learns, told from the change of the weights: which loss, how put together, how near a right gradient."""
import numpy as np
from .calling import Unfilled, as_array


def learnt_by(kind, K, values):
    """What the outputs are, with what is learnt: logits are of classes, or themselves the values."""
    if values:
        return 'tanh' if kind == 'tanh' else 'linear'
    return 'softmax' if kind == 'logits' and K > 1 else 'sigmoid' if K == 1 else kind


def quadratic_cost(change, loss, errors, right):
    """What squared_error tells, where the last layer learns by it through the sigmoid; None where it does not, or where another loss is told."""
    learnt, meant = [(dW, np.zeros((1, 1))) for dW, _ in (change[-1], right[-1])]
    if turn_of([learnt], [meant], True) > 1e-9:
        return None
    squared = squared_error(size_of([learnt]) / size_of([meant]), loss, errors)
    return squared if loss is None or _near(loss, _factors(errors)[squared] * _half(errors)) else None


def _near(one, other):
    return abs(one - other) < 1e-6 * abs(other)


def _half(errors):
    return float(np.sum(errors ** 2) / 2 / len(errors))


def _factors(errors):
    """How many times half the squared error each is, first the likeliest."""
    K = errors.shape[1]
    return {('half-squared-error', 'sum'): 1, ('squared-error', 'sum'): 2, ('squared-error', 'mean'): 2 / K, ('half-squared-error', 'mean'): 1 / K}


def squared_error(ratio, loss, errors):
    """(the loss, how a row's outputs are put together) whose gradient is `ratio` times that of half the squared error, a mean over rows or a sum; else that which is told."""
    factors, B, half = _factors(errors), len(errors), _half(errors)
    by_step = [of for of, factor in factors.items() if _near(ratio, factor)] or [of for of, factor in factors.items() if _near(ratio, factor * B)]
    told = [of for of, factor in factors.items() if loss is not None and _near(loss, factor * half)]
    return next((of for of in by_step if of in told), (by_step or told or list(factors))[0])


def own_gradients(convention, gradients, like):
    """(dW, db) in our shapes; a bias's gradient that is one number goes to every unit, as their update would have it."""
    own = []
    for (dW, db), (W, b) in zip(gradients, like):
        dW = np.asarray(as_array(dW), float)
        dW = dW.T if convention.turned else dW
        db = np.zeros_like(b) if db is None else np.broadcast_to(np.asarray(as_array(db), float).reshape(1, -1), b.shape) if np.size(db) in (1, b.size) else None
        if db is None:
            raise Unfilled('the gradients of the biases are not of their shapes')
        own.append((dW, np.array(db)))
    return own


def size_of(change):
    return float(np.sqrt(sum(np.sum(M ** 2) for pair in change for M in pair)))


def turn_of(change, right, no_bias):
    flat = lambda pairs: np.concatenate([M.ravel() for pair in pairs for M in (pair[:1] if no_bias else pair)])
    g, r = flat(change), flat(right)
    size = np.linalg.norm(g) * np.linalg.norm(r)
    if not np.isfinite(size):
        return 2.0
    if size == 0:
        raise Unfilled('the step changes no weight')
    cosine = float(g @ r) / size
    return 1 + cosine if cosine < -1 + 1e-6 else 1 - cosine  # a step uphill is read rightly, and told as one
