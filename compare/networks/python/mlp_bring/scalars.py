"""A network of scalars that know their gradients: its loss is in the training loop, which is not run, so that one is taken for it."""
import sys
import numpy as np
from .calling import Unfilled
from .loop import ADDED_UP, adds_up
from .neurons import Neurons, is_scalar


class Scalars:
    """A recipe. ∂L/∂p of half the squared error goes in at the outputs; what their own backward() makes of it is what counts."""

    rank = 2
    lends = 'its loss is in the training loop, which is not run: half the squared error of its outputs is passed back through its scalars'
    way, cost, tells_loss = {}, None, False

    def __init__(self, owner):
        self.owner, self.columns, self.placeholders = owner, False, []
        self.adds_up = adds_up(owner.loaded)

    def start(self, widths):
        made = Scalars(self.owner.fresh(widths))
        if not all(is_scalar(read()) for layer, _ in made.owner.layers for neuron in layer for read, _ in neuron):
            raise Unfilled('its weights are no scalars with gradients')
        return made

    @property
    def says(self):
        return f'{self.lends}; {ADDED_UP}' if self.adds_up else self.lends

    def get(self):
        return self.owner.get()

    def set(self, pairs):
        self.owner.set(pairs)

    def _outputs(self, X):
        if self.columns:
            raise Unfilled('its samples are rows')
        each = [self.owner.object(row) for row in np.asarray(X).tolist()]
        return [one if isinstance(one, (list, tuple)) else [one] for one in each]

    def forward(self, X, rows):
        return np.array([[p.data for p in row] for row in self._outputs(X)], float), [None]

    def step(self, X, y, rate, rows, K):
        T = np.asarray(y)
        if T.ndim != 2:
            raise Unfilled('its outputs are values')
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 100 * rows + 10000))  # backward() goes down the whole sum
        if not self.adds_up:
            for layer, _ in self.owner.layers:
                for neuron in layer:
                    for read, _ in neuron:
                        read().grad = 0.0
        outputs = self._outputs(X)
        terms = [p * ((p.data - t) / rows) for row, targets in zip(outputs, T.tolist()) for p, t in zip(row, targets)]
        total = terms[0]
        for term in terms[1:]:
            total = total + term
        total.backward()
        return None, self.owner.read(lambda kept: kept.grad)


def scalar_recipes(loaded, classes):
    """A recipe for each class that makes such a network and is called with a row."""
    owners = [Neurons(loaded, cls, {}, 'class') for cls in classes if hasattr(cls, '__call__') and '__call__' in {name for of in cls.__mro__ for name in vars(of)}]
    return [Scalars(owner) for owner in owners]
