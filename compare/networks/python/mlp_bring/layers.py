"""Layer objects with forward and backward, put one on the other as the file itself does; loss and optimiser beside them."""
import re
import numpy as np
from .calling import Scope, Unfilled, as_array, call, is_number, owed, parameters_of
from .construct import construct
from .parts import Parts, dense_of, method_of
from .lending import lend_to
from .roles import roles_in
from .slots import at, put


class Stack:
    """A recipe and a network of layer objects."""

    kind = 'layers'
    rank, tells_loss = 0, True

    def __init__(self, parts, loaded, activation, last):
        self.parts, self.loaded, self.activation, self.last = parts, loaded, activation, last

    def start(self, widths):
        made = Stack(self.parts, self.loaded, self.activation, self.last)
        parts = self.parts
        made.dense = [dense_of(parts.dense, n, m) for n, m in zip(widths, widths[1:])]
        made.layers = []
        for l, dense in enumerate(made.dense):
            made.layers.append(dense)
            if l < len(made.dense) - 1:
                made.layers.append(parts.activations[self.activation]())
            elif self.last:
                made.layers.append(parts.activations[self.last]())
        made.loss = parts.loss()
        made.optimiser = construct(parts.optimiser, widths, params=made) if parts.optimiser else None
        return made

    def get(self):
        W, b = self.parts.paths
        return [(as_array(at(layer, W)), None if b is None else as_array(at(layer, b))) for layer in self.dense]

    def set(self, pairs):
        W, b = self.parts.paths
        for layer, (weights, bias) in zip(self.dense, pairs):
            put(layer, W, weights)
            if b is not None:
                put(layer, b, bias)

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
            if function is not None and len(owed(function)) == 2:
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
            lend_to(self.optimiser, 0, rate)
            for name in ('pre_update_params', 'pre_update'):
                getattr(self.optimiser, name, lambda: None)()
            lend_to(self.optimiser, 0, rate)
            method = next(getattr(self.optimiser, name) for name in ('update_params', 'update', 'step') if hasattr(self.optimiser, name))
            for layer in self.dense if owed(method) else [None]:
                method(layer) if layer else call(method, Scope(lr=rate))
            getattr(self.optimiser, 'post_update_params', lambda: None)()
            return None
        method = next((name for name in ('update', 'update_params', 'step', 'update_weights') if hasattr(self.parts.dense, name)), None)
        if method:
            for layer in self.dense:
                call(getattr(layer, method), Scope(lr=rate))
            return None
        if 'lr' in [role for p in parameters_of(getattr(self.dense[0], method_of(self.dense[0], 'backward'))) for role in roles_in(p.name)]:
            return None  # its backward has taken the step
        return [_gradients(layer, W, b) for layer, (W, b) in zip(self.dense, before)]


def _gradients(layer, W, b):
    held = {**vars(layer), **(layer.grads if isinstance(getattr(layer, 'grads', None), dict) else {})}
    derived = {name: value for name, value in held.items() if re.match(r'd[a-z]?_?(d_?)?[wb]|grad|.*_?grad', name, re.I) and not re.match(r'd_?(inputs?|x|z|a)$', name, re.I)}
    if isinstance(held.get('grads'), (list, tuple)):
        derived.update({f'grads{i}': value for i, value in enumerate(held['grads'])})
    dW = next((value for value in derived.values() if np.shape(value) == W.shape), None)
    db = next((value for value in derived.values() if value is not dW and b is not None and np.size(value) == b.size), None)
    if dW is None:
        raise Unfilled('its layers keep no gradients, and nothing updates them')
    return dW, db


def _result(layer, method, scope, given):
    """What the method returned, or what it left in `output` or `dinputs`."""
    function = getattr(layer, method_of(layer, method))
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
    for parameter in owed(function):
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
    if parts.ends and parts.ends not in outputs:
        return [Stack(parts, loaded, activation, parts.ends) for activation in hidden[:1]]
    if len(hidden) > 1 and re.search('sigmoid', hidden[-1], re.I):
        hidden, outputs = hidden[:-1], [hidden[-1]]
    combined = re.search('soft_?max|logit|sigmoid', parts.loss_name, re.I)
    used = [name for name in outputs if name in parts.order] or outputs
    lasts = [None, *used] if combined or not outputs else [*used, None]
    return [Stack(parts, loaded, activation, last) for activation in hidden[:1] for last in lasts[:2] if activation != last]
