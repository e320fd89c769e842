"""Layer objects with forward and backward, put one on the other as the file itself does; loss and optimiser beside them."""
import ast, re
import numpy as np
from .calling import Scope, Unfilled, as_array, call, is_number, parameters_of
from .owners import _at, _paths_by_shape, _put, construct
from .recipes import _lend_to
from .roles import roles_in, tensor_of
from .trouble import Trouble


def _owed(f):
    return [p for p in parameters_of(f) if p.default is p.empty]


class Parts:
    """The classes of a file by what they are: dense layers, activations, losses, optimisers."""

    def __init__(self, loaded):
        self.dense = self.loss = self.optimiser = self.paths = None
        self.activations, losses = {}, []
        classes = {name: cls for name, cls in loaded.names.items() if isinstance(cls, type) and cls.__module__ == loaded.module.__name__}
        order = _made_in(loaded, classes)
        for name, cls in classes.items():
            if not hasattr(cls, 'backward') or not hasattr(cls, 'forward'):
                if any(hasattr(cls, method) for method in ('update_params', 'update', 'step')) and not hasattr(cls, 'forward'):
                    self.optimiser = cls if self.optimiser is None or name in order else self.optimiser
                continue
            if self.dense is None and self._is_dense(cls):
                continue
            if _owed(cls):
                continue
            try:
                wants = len(_owed(cls().forward))
            except Exception:
                continue
            if wants == 1:
                self.activations[name] = cls
            elif wants == 2:
                losses.append((name, cls))
        used = [(name, cls) for name, cls in losses if name in order] or losses
        self.loss = sorted(used, key=lambda pair: ('softmax' not in pair[0].lower(), 'entropy' not in pair[0].lower()))[0][1] if used else None
        self.order = [name for name in order if name in self.activations]

    def _is_dense(self, cls):
        try:
            made = _dense(cls, 11, 13)
            paths = _paths_by_shape(made, [11, 13])
        except (Unfilled, Trouble, TypeError, ValueError):
            return False
        if not paths:
            return False
        self.dense, self.paths = cls, paths[0]
        return True


def _dense(cls, n, m):
    names = [p.name for p in _owed(cls)]
    if any((tensor_of(name) or name in ('W', 'w', 'b', 'weights', 'bias', 'biases')) and not roles_in(name)[:1] == ['inputs'] for name in names):
        return cls(*[np.ones((n, m)) if name.lower().startswith('w') else np.ones(m) for name in names])
    return cls(n, m) if len(names) == 2 else construct(cls, [n, m])


def _made_in(loaded, classes):
    """Names of classes in the order in which the file makes objects of them, run or not."""
    found = []
    for tree, _ in loaded.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
                found.append((node.lineno, node.col_offset, node.func.id))
    return [name for _, _, name in sorted(found)]


class Stack:
    """A recipe and a network of layer objects."""

    kind = 'layers'
    rank = 0

    def __init__(self, parts, loaded, activation, last):
        self.parts, self.loaded, self.activation, self.last = parts, loaded, activation, last

    def start(self, widths):
        made = Stack(self.parts, self.loaded, self.activation, self.last)
        parts = self.parts
        made.dense = [_dense(parts.dense, n, m) for n, m in zip(widths, widths[1:])]
        made.layers = []
        for l, dense in enumerate(made.dense):
            made.layers.append(dense)
            if l < len(made.dense) - 1:
                made.layers.append(parts.activations[self.activation]())
            elif self.last:
                made.layers.append(parts.activations[self.last]())
        made.loss = parts.loss()
        made.optimiser = construct(parts.optimiser, widths) if parts.optimiser else None
        return made

    def get(self):
        W, b = self.parts.paths
        return [(as_array(_at(layer, W)), None if b is None else as_array(_at(layer, b))) for layer in self.dense]

    def set(self, pairs):
        W, b = self.parts.paths
        for layer, (weights, bias) in zip(self.dense, pairs):
            _put(layer, W, weights)
            if b is not None:
                _put(layer, b, bias)

    def forward(self, X, rows):
        for layer in self.layers:
            X = _result(layer, 'forward', Scope(X=X, training=True), X)
        return X, [None]

    def step(self, X, y, rate, rows, K):
        output, _ = self.forward(X, rows)
        scope = Scope(y=y, output=output, X=output)
        loss = self._loss(scope)
        seen = getattr(self.loss, 'output', output)  # probabilities, where the loss has its own softmax
        down = _result(self.loss, 'backward', Scope(y=y, output=seen, X=seen, grads=seen), seen)
        for layer in reversed(self.layers):
            down = _result(layer, 'backward', Scope(lr=rate, grads=down), down)
        return loss, self._update(rate)

    def _loss(self, scope):
        for method in ('calculate', 'forward', 'loss', '__call__'):
            function = getattr(self.loss, method, None)
            if function is not None and len(_owed(function)) == 2:
                value = _given(function, scope)
                if is_number(value):
                    return float(value)
                if np.ndim(value) == 1:
                    return float(np.mean(value))
        return None

    def _update(self, rate):
        """By the optimiser, or the layers themselves; gradients where neither is there."""
        before = self.get()
        if self.optimiser is not None:
            _lend_to(self.optimiser, 0, rate)
            for name in ('pre_update_params', 'pre_update'):
                getattr(self.optimiser, name, lambda: None)()
            _lend_to(self.optimiser, 0, rate)
            method = next(getattr(self.optimiser, name) for name in ('update_params', 'update', 'step') if hasattr(self.optimiser, name))
            for layer in self.dense:
                call(method, Scope(lr=rate), {p.name: p.name for p in parameters_of(method)}) if not _owed(method) else method(layer)
            getattr(self.optimiser, 'post_update_params', lambda: None)()
            return None
        method = next((name for name in ('update', 'update_params', 'step', 'update_weights') if hasattr(self.parts.dense, name)), None)
        if method:
            for layer in self.dense:
                call(getattr(layer, method), Scope(lr=rate))
            return None
        if 'lr' in [role for p in parameters_of(self.dense[0].backward) for role in roles_in(p.name)]:
            return None  # its backward has taken the step
        return [_gradients(layer, W, b) for layer, (W, b) in zip(self.dense, before)]


def _gradients(layer, W, b):
    held = {**vars(layer), **(layer.grads if isinstance(getattr(layer, 'grads', None), dict) else {})}
    derived = {name: value for name, value in held.items() if re.match(r'd_?[wb]|grad|.*_?grad', name, re.I) and not re.match(r'd_?(inputs?|x|z|a)$', name, re.I)}
    if isinstance(held.get('grads'), (list, tuple)):
        derived.update({f'grads{i}': value for i, value in enumerate(held['grads'])})
    dW = next((value for value in derived.values() if np.shape(value) == W.shape), None)
    db = next((value for value in derived.values() if value is not dW and b is not None and np.size(value) == b.size), None)
    if dW is None:
        raise Unfilled('its layers keep no gradients, and nothing updates them')
    return dW, db


def _result(layer, method, scope, given):
    """What the method returned, or what it left in `output` or `dinputs`."""
    function = getattr(layer, method)
    value = _given(function, scope, given)
    left = ('output', 'out') if method == 'forward' else ('dinputs', 'dinput', 'dX', 'dx')
    if value is None or is_number(value) and not hasattr(value, 'dtype'):
        value = next((getattr(layer, name) for name in left if getattr(layer, name, None) is not None), value)
    if value is None:
        raise Unfilled(f'{type(layer).__name__}.{method}() returns nothing, and leaves nothing in {" or ".join(left[:1])}')
    return value


def _given(function, scope, sole=None):
    """Its first parameter without a name that is known takes what comes down."""
    renamed = {}
    for parameter in _owed(function):
        try:
            scope.find(parameter.name)
        except KeyError:
            renamed[parameter.name] = 'X' if 'X' in scope.roles and not renamed else 'dvalues'
    if 'dvalues' in renamed.values():
        scope.names['dvalues'] = sole
    if 'dvalues' not in scope.names and sole is not None:
        scope.names['dvalues'] = sole
    return call(function, scope, renamed)


def stacks(loaded):
    """Recipes for the layers of a file, the way it uses them first; [] if it has none."""
    parts = Parts(loaded)
    if not parts.dense or not parts.loss or not parts.activations:
        return []
    outputs = [name for name in parts.activations if re.search('soft_?max|sigmoid|logistic', name, re.I)]
    hidden = [name for name in dict.fromkeys(parts.order) if not re.search('soft_?max', name, re.I)] or [name for name in parts.activations if not re.search('soft_?max', name, re.I)]
    if len(hidden) > 1 and re.search('sigmoid', hidden[-1], re.I):
        hidden, outputs = hidden[:-1], [hidden[-1]]
    combined = re.search('soft_?max|logit|sigmoid', parts.loss.__name__, re.I)
    used = [name for name in outputs if name in parts.order] or outputs
    lasts = [None, *used] if combined or not outputs else [*used, None]
    return [Stack(parts, loaded, activation, last) for activation in hidden[:1] for last in lasts[:2] if activation != last]
