"""A module of functions that hand its weights on: in a dictionary, or in variables."""
import ast
import numpy as np
from .calling import Scope, Unfilled, arrays_in, is_array, returned_names
from .roles import tensor_of


class Functions:
    """A module's functions; its weights are a dictionary W1, b1, … or variables of these names."""

    kind = 'functions'

    def __init__(self, loaded, depth):
        self.loaded, self.depth = loaded, depth
        self.pieces = {name: f for name, f in loaded.names.items() if callable(f) and hasattr(f, '__code__') and f.__module__ == loaded.module.__name__}
        self.keys = _keys(loaded)
        self.pairs = []

    def fresh(self, widths):
        return Functions(self.loaded, self.depth)

    def set(self, pairs):
        self.pairs = list(pairs)

    def get(self):
        return self.pairs

    def hand(self, X, y):
        """They are given them with each call."""

    def scope(self, **roles):
        key = self.keys
        params = {key(kind, l): value for l, pair in enumerate(self.pairs, 1) for kind, value in zip('Wb', pair) if value is not None}
        scope = Scope(**roles, params=params)
        for l, (W, b) in enumerate(self.pairs, 1):
            scope.tensors[('W', l, False)], scope.tensors[('b', l, False)] = W, b
        return scope

    def take(self, scope, result, function):
        """The weights after an update: what it returned, or what it did to those it was given."""
        found = named_tensors(result, returned_names(function), scope.roles['params'] if result is None else None)
        if len(found) < len(self.pairs):
            found = by_shapes([value for _, value in arrays_in(result)], self.pairs) or (named_tensors(scope.roles['params'], [], None) if result is None else found)
        if not found or any(l not in found for l in range(1, len(self.pairs) + 1)):
            raise Unfilled(f'{function.__name__}() did not give the weights back')
        self.pairs = [(found[l].get('W'), found[l].get('b')) for l in range(1, len(self.pairs) + 1)]


def named_tensors(result, names, given=None):
    """{1: {'W', 'b'}, …} of a dictionary or a tuple with names; gradients and weights alike."""
    source = given if given is not None else result
    if isinstance(source, (tuple, list)) and len(source) == 1 and isinstance(source[0], dict):
        source = source[0]
    items = source.items() if isinstance(source, dict) else zip(names, source if isinstance(source, (tuple, list)) else [source])
    found = {}
    for name, value in items:
        tensor = tensor_of(str(name)) if name else None
        if tensor and tensor[0] in 'Wb' and is_array(value):
            found.setdefault(tensor[1], {})[tensor[0]] = value
        elif tensor and tensor[0] == 'b' and np.isscalar(value):
            found.setdefault(tensor[1], {})['b'] = value
    if 0 in found:
        found = {l + 1: of for l, of in found.items()}
    return found


def by_shapes(values, pairs):
    """The same, of numbers without names: the first that has each weight's shape, in order; biases may be numbers."""
    values, found = list(values), {}
    for l, (W, b) in enumerate(pairs, 1):
        of = {}
        for kind, like in (('W', W), ('b', b)):
            if like is None:
                continue
            at = next((i for i, value in enumerate(values) if np.shape(value) == np.shape(like)), None)
            if at is None:
                return {}
            of[kind] = values.pop(at)
        found[l] = of
    return found


def _keys(loaded):
    """How the file's own texts spell a weight: 'W1', 'w1', 'W_1'."""
    for tree, _ in loaded.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 10:
                tensor = tensor_of(node.value)
                if tensor and tensor[0] == 'W' and not tensor[2]:
                    stem = node.value[:-1]
                    bias = {'W': 'b', 'w': 'b', 'W_': 'b_', 'w_': 'b_', 'weights': 'biases', 'weight': 'bias'}.get(stem, 'b')
                    return lambda kind, l, stem=stem, bias=bias: f"{stem if kind == 'W' else bias}{l}"
    return lambda kind, l: f'{kind}{l}'
