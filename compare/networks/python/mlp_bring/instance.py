"""An object that keeps its weights somewhere in itself."""
import copy
import numpy as np
from .calling import Scope, Unfilled, as_array
from .construct import construct
from .slots import at, paths_by_name, paths_by_shape, put


def pieces_of(made):
    """Its methods by name, those of its bases first."""
    names = [name for klass in reversed(type(made).__mro__) if klass is not object for name in vars(klass)]
    found = {name: getattr(made, name) for name in dict.fromkeys(names) if not name.startswith('__') and callable(getattr(made, name, None))}
    return {name: f for name, f in found.items() if hasattr(f, '__code__') or hasattr(getattr(f, '__func__', None), '__code__')}


class Instance:
    """An object whose weights lie somewhere in it: attributes, lists, a dictionary, layers; found by their shapes."""

    kind = 'class'
    _paths = {}

    def __init__(self, loaded, cls, depth):
        self.loaded, self.cls, self.depth = loaded, cls, depth
        self.object, self.slots, self.held = None, [], {}

    def make(self, widths, data=None, **given):
        """An object of theirs. @param data (X, y) for one that is made with its rows"""
        return construct(self.cls, widths, data, **given)

    def fresh(self, widths, **given):
        made = copy.copy(self)
        made.given = given
        data = np.zeros((4, widths[0])), np.zeros((4, widths[-1]))
        made.object = self.make(widths, data, **given)
        made.held = {name: i for name, value in vars(made.object).items() for i, of in enumerate(data) if value is of}
        depth = len(widths) - 1
        key = (self.cls, depth)
        if key not in Instance._paths:
            other = [11 + 4 * i for i in range(depth)] + [3]
            twin = self.make(other, (np.zeros((4, other[0])), np.zeros((4, 3))), **given)
            paths = paths_by_shape(twin, other) or paths_by_name(twin, depth)
            if not paths:
                raise Unfilled(f'{self.cls.__name__} has no weights of {depth} layers')
            Instance._paths[key] = paths
        made.slots = Instance._paths[key]
        made.get()
        return made

    @property
    def pieces(self):
        return pieces_of(self.object)

    def hand(self, X, y):
        """The rows and labels to one that was made with its own."""
        for name, i in self.held.items():
            if (X, y)[i] is not None:
                setattr(self.object, name, (X, y)[i])

    def get(self):
        return [(as_array(at(self.object, W)), None if b is None else as_array(at(self.object, b))) for W, b in self.slots]

    def set(self, pairs):
        for (W, b), (Wpath, bpath) in zip(pairs, self.slots):
            put(self.object, Wpath, W)
            if bpath is not None:
                put(self.object, bpath, b)

    def scope(self, **roles):
        scope = Scope(**roles)
        for l, (W, b) in enumerate(self.slots, 1):
            scope.tensors[('W', l, False)] = at(self.object, W)
            if b is not None:
                scope.tensors[('b', l, False)] = at(self.object, b)
        params = getattr(self.object, 'params', None)
        if isinstance(params, dict):
            scope.roles['params'] = params
        return scope

    def take(self, scope, result, function):
        """The object holds them: nothing to take."""
