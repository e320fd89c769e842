"""Networks of neurons, each with a list of its own weights: of numbers, or of scalars that know their gradients."""
import numpy as np
from .calling import Scope, Unfilled
from .construct import construct
from .instance import pieces_of


def is_scalar(value):
    """One that knows its gradient, as micrograd has it."""
    return hasattr(value, 'data') and hasattr(value, 'grad') and hasattr(value, 'backward') and np.ndim(value.data) == 0


def _is_weight(value):
    return is_scalar(value) or (isinstance(value, (int, float, np.floating)) and not isinstance(value, bool))


class Neuron:
    """A list of weights, and where its bias is: a member of its own, the last of the list, or nowhere."""

    def __init__(self, holder, weights, bias):
        self.holder, self.weights, self.bias = holder, weights, bias

    def members(self, inputs):
        """[(read, write)] of each weight, then of the bias if there is one."""
        found = [_in_list(self.weights, i) for i in range(inputs)]
        if len(self.weights) == inputs + 1:
            return [*found, _in_list(self.weights, inputs)]
        return [*found, _member(self.holder, self.bias)] if self.bias else found


def _in_list(values, i):
    def write(number):
        values[i] = number
    return (lambda: values[i]), write


def _member(holder, name):
    if isinstance(holder, dict):
        return (lambda: holder[name]), lambda number: holder.__setitem__(name, number)
    return (lambda: getattr(holder, name)), lambda number: setattr(holder, name, number)


def neurons_in(value, depth=0, seen=None):
    """In order, of dictionaries, lists and objects one in the other."""
    seen = set() if seen is None else seen
    if depth > 6 or id(value) in seen or is_scalar(value):
        return []
    seen.add(id(value))
    if isinstance(value, (list, tuple)):
        return [neuron for one in value for neuron in neurons_in(one, depth + 1, seen)]
    members = value if isinstance(value, dict) else vars(value) if hasattr(value, '__dict__') and not isinstance(value, type) else {}
    weights = next((of for name, of in members.items() if 'w' in str(name).lower() and isinstance(of, (list, np.ndarray)) and getattr(of, 'ndim', 1) == 1 and len(of) and all(map(_is_weight, of))), None)
    if weights is not None:
        bias = next((name for name, of in members.items() if str(name).lower() in ('b', 'bias', 'threshold') and _is_weight(of)), None)
        return [Neuron(value, weights, bias)]
    return [neuron for of in members.values() for neuron in neurons_in(of, depth + 1, seen)]


class Neurons:
    """An owner: a network that a function or a class of theirs makes, whose neurons keep the weights."""

    def __init__(self, loaded, make, pieces, kind):
        self.loaded, self.make, self.of, self.kind = loaded, make, pieces, kind
        self.object = self.layers = None
        self.keys = lambda kind, l: f'{kind}{l}'

    def fresh(self, widths, **given):
        made = Neurons(self.loaded, self.make, self.of, self.kind)
        made.object = construct(self.make, widths, **given)
        neurons = neurons_in(made.object)
        if len(neurons) != sum(widths[1:]):
            raise Unfilled(f'{self.make.__name__}() makes no neurons for these widths')
        made.layers = [([neurons.pop(0).members(n) for _ in range(m)], n) for n, m in zip(widths, widths[1:])]
        if any(len(neuron) < n for layer, n in made.layers for neuron in layer):
            raise Unfilled('its neurons have not a weight for each input')
        return made

    @property
    def pieces(self):
        return pieces_of(self.object) if self.kind == 'class' else self.of

    def read(self, number):
        """[(W (in, out), b (1, out))] of what `number` tells of each weight as it is kept."""
        each = [(np.array([[float(number(read())) for read, _ in neuron] for neuron in layer]), n) for layer, n in self.layers]
        return [(values[:, :n].T.copy(), values[:, n:].T.copy() if values.shape[1] > n else None) for values, n in each]

    def get(self):
        return self.read(lambda kept: kept.data if is_scalar(kept) else kept)

    def set(self, pairs):
        for (layer, n), (W, b) in zip(self.layers, pairs):
            for j, neuron in enumerate(layer):
                numbers = [*np.asarray(W)[:, j].tolist(), *([] if b is None else [float(np.reshape(b, -1)[j])])]
                for (read, write), number in zip(neuron, numbers):
                    kept = read()
                    if is_scalar(kept):
                        kept.data = number
                    else:
                        write(number)

    def scope(self, **roles):
        return Scope(**roles, params=self.object)

    def hand(self, X, y):
        """It is given them with each call."""

    def take(self, scope, result, function):
        """The neurons hold them: nothing to take."""
