"""One step, put together from functions of theirs: which is asked for what, one after the other."""
import re
import numpy as np
from .calling import Scope, Unfilled, call, is_number, owed, parameters_of, returned_names
from .choices import takes_pairs
from .given import gradients_of, learn
from .lending import lend_to
from .roles import FUNCTIONS, roles_in
from .trouble import Trouble


class Steps:
    """A network of theirs, by one of these ways."""

    tells_loss = True

    def __init__(self, owner, way):
        self.owner, self.way = owner, way
        self.cost, self.columns = None, False
        self.placeholders = []  # labels, for a forward pass that will not go without

    @property
    def rank(self):
        """Their own update first, then a step in one piece, then gradients alone, then whole trainings told to be short."""
        whole = self.way.get('whole')
        if whole:
            return 3 if re.match(r'train$|fit$|gradient_descent|learn$', whole.__name__) else 1
        return 0 if self.way.get('update') else 2

    def start(self, widths, **given):
        made = Steps(self.owner.fresh(widths, **given), self.way)._bound()
        made.cls = getattr(self, 'cls', None)
        return made

    def _bound(self):
        """The same functions, of the fresh object."""
        if self.owner.kind == 'class':
            pieces = self.owner.pieces
            own = lambda f: pieces.get(f.__name__, f)
            self.way = {role: [own(f) for f in of] if isinstance(of, list) else of and own(of) for role, of in self.way.items()}
        return self

    def set(self, pairs):
        self.owner.set(pairs)

    def get(self):
        return self.owner.get()

    def forward(self, X, rows):
        """(what it returned, with names where it has them)"""
        function = self.way['forward'] or self.way['both']
        failed = None
        for labels in [None, *self.placeholders]:
            try:
                return self._forward(function, self._scope(X, rows, labels), X)
            except (Unfilled, Trouble) as error:
                failed = failed or error if labels is None else error
        raise failed

    def _forward(self, function, scope, X):
        needs = owed(function)
        sole = {needs[0].name: 'X'} if len(needs) == 1 and not any(role in scope.roles for role in roles_in(needs[0].name) if role != 'output') else None
        unlabelled = Scope(**{role: value for role, value in scope.roles.items() if role != 'y'})
        unlabelled.names, unlabelled.tensors, unlabelled.constants = scope.names, scope.tensors, scope.constants
        before = dict(vars(self.owner.object)) if self.owner.kind == 'class' else {}
        result = call(function, scope if any('y' in roles_in(p.name)[:1] for p in needs) else unlabelled, sole)
        if result is None and before:  # what it left in the object
            result = {name: value for name, value in vars(self.owner.object).items() if before.get(name) is not value}
        return result, returned_names(function)

    def _scope(self, X, rows, y=None, rate=0.0):
        self._lend(rows, rate)
        self.owner.hand(X, y)
        roles = {'X': X, 'lr': rate, 'm': rows, 'reg': 0.0, 'epochs': 1, 'batch_size': rows}
        scope = self.owner.scope(**roles, **({} if y is None else {'y': y}))
        scope.constants = self.owner.loaded.constants
        if self.way['forward']:
            for name in ('forward_prop_func', 'forward_func', 'forward_fn', 'forward_prop'):
                scope.names[name] = self.way['forward']
        return scope

    def _lend(self, rows, rate):
        """What a file computes from its data set or is given when it is made: the number of rows, the learning rate."""
        for name in self.owner.loaded.lent:
            self.owner.loaded.names[name] = rows
        if self.owner.kind == 'class':
            lend_to(self.owner.object, rows, rate)

    def step(self, X, y, rate, rows, K):
        """One step. @returns (the loss or None, the gradients where it has no update)"""
        way = self.way
        scope = self._scope(X, rows, y, rate)
        if way.get('both'):
            result = call(way['both'], scope)
            parts = result if isinstance(result, tuple) else (result,)
            loss = next((float(part) for part in parts if is_number(part)), None)
            back, names = tuple(part for part in parts if not is_number(part)), []
            back = back[0] if len(back) == 1 else back
            if not back and not isinstance(back, dict):
                raise Unfilled(f"{way['both'].__name__}() gives no gradients")
        else:
            learn(scope, *self._forward(way['forward'], scope, X), rows, K, len(self.get()))
            loss = self._loss(scope)
            if way.get('whole'):
                self._whole(scope, X, y, rows)
                return loss, None
            before = [(np.array(W), None if b is None else np.array(b)) for W, b in self.get()]
            back, names = call(way['backward'], scope), returned_names(way['backward'])
            if way['update'] is None and self.owner.kind == 'class' and _changed(before, self.get()):
                return loss, self._undone(before) if self.owner.loaded.rateless else None
            if loss is None and isinstance(back, tuple) and len(back) == 2 and any(is_number(part) for part in back):
                loss = float(next(part for part in back if is_number(part)))
                back = next(part for part in back if not is_number(part))
        return self._update(scope, back, names, loss)

    def _undone(self, before):
        """What a step of rate 1 took off the weights, which it gives back: the gradients."""
        taken = [tuple(None if of is None else of - np.array(now) for of, now in zip(pair, after)) for pair, after in zip(before, self.get())]
        self.set(before)
        return taken

    def _update(self, scope, back, names, loss):
        found = gradients_of(back, names, self.get(), self.owner)
        scope.roles['grads'] = back if back is not None else scope.roles.get('grads')
        for name, value in zip(names, back if isinstance(back, (tuple, list)) else [back]):
            if name:
                scope.names[name] = value
        for l, of in found.items():
            for kind, value in of.items():
                scope.tensors[(kind, l, True)] = value
        self.raw = found
        update = self.way['update']
        if update is None:
            if not found and back is None and self.owner.kind == 'class':
                if self.owner.loaded.rateless:
                    return loss, [tuple(None if of is None else np.zeros(np.shape(of)) for of in pair) for pair in self.get()]
                return loss, None  # it updates the weights itself, by a rate of 0
            if not found:
                raise Unfilled(f"{(self.way.get('both') or self.way['backward']).__name__}() gives no gradients of the weights")
            return loss, [(of.get('W'), of.get('b')) for _, of in sorted(found.items())]
        self.owner.take(scope, call(update, scope), update)
        return loss, None

    def _whole(self, scope, X, y, rows):
        whole = self.way['whole']
        if takes_pairs(whole):
            columns = lambda M: [np.asarray(M)[:, i:i + 1] for i in range(rows)]
            pairs = list(zip(columns(X), columns(y) if np.ndim(y) == 2 else y)) if self.columns else list(zip(X, y))
            for p in parameters_of(whole):
                if takes_pairs(whole) and p.name.lower() in ('mini_batch', 'batch', 'minibatch', 'training_data', 'train_data'):
                    scope.names[p.name] = pairs
        call(whole, scope)

    def _loss(self, scope):
        told = next((value for name, value in scope.names.items() if FUNCTIONS['cost'].search(name) and is_number(value)), None)
        if told is not None:
            return float(told)
        if self.cost is None:
            for function in self.way.get('cost') or []:
                try:
                    value = call(function, scope)
                except (Unfilled, Trouble):
                    continue
                if is_number(value):
                    self.cost = function
                    return float(value)
            return None
        return float(call(self.cost, scope))


def _changed(before, after):
    return any(not np.array_equal(a, b, equal_nan=True) for x, y in zip(before, after) for a, b in zip(x, y) if a is not None)
