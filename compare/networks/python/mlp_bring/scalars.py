"""A network of scalars that know their gradients: its loss is in the training loop, which is not run, so that one is taken for it."""
import ast, sys
import numpy as np
from .calling import Unfilled
from .neurons import Neurons, is_scalar


class Scalars:
    """A recipe. ∂L/∂p of half the squared error goes in at the outputs; what their own backward() makes of it is what counts."""

    rank = 2
    says = 'its loss is in the training loop, which is not run: half the squared error of its outputs is passed back through its scalars'
    way, cost, tells_loss = {}, None, False

    def __init__(self, owner):
        self.owner, self.columns, self.placeholders = owner, False, []
        self.resets = _resets(owner.loaded)

    def start(self, widths):
        made = Scalars(self.owner.fresh(widths))
        if not all(is_scalar(read()) for layer, _ in made.owner.layers for neuron in layer for read, _ in neuron):
            raise Unfilled('its weights are no scalars with gradients')
        return made

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
        if self.resets:
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


def _resets(loaded):
    """Whether anything in the file sets gradients back: p.grad = 0 of another than self, or a call of zero_grad()."""
    nodes = [node for tree, _ in loaded.trees for node in ast.walk(tree)]
    sets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Attribute) and target.attr == 'grad']
    back = any(not (isinstance(target.value, ast.Name) and target.value.id == 'self') for target in sets)
    trains = any(isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute) and node.target.attr == 'data' for node in nodes)
    return back or not trains or any(isinstance(node, ast.Call) and getattr(node.func, 'attr', '') == 'zero_grad' for node in nodes)


def scalar_recipes(loaded, classes):
    """A recipe for each class that makes such a network and is called with a row."""
    owners = [Neurons(loaded, cls, {}, 'class') for cls in classes if hasattr(cls, '__call__') and '__call__' in {name for of in cls.__mro__ for name in vars(of)}]
    return [Scalars(owner) for owner in owners]
