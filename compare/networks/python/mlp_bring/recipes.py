"""How a step is put together from what a file has: which of its functions is asked for what, one after the other."""
import re
import numpy as np
from .calling import Scope, Unfilled, arrays_in, as_array, call, is_array, is_number, parameters_of, returned_names
from .owners import by_shapes, named_tensors
from .roles import FUNCTIONS, roles_in, tensor_of
from .trouble import Trouble

_NOT = re.compile(r'numeric|check|plot|print|predictions?$|accuracy|evaluate|test|deriv|prime|one_?hot|save|load|get_pred|init|regulariz', re.I)
_WHOLE = re.compile(r'update_mini_batch|train_?(step|batch|on_batch)|^step$|^train$|^fit$|partial_fit|^learn$|training_step|^backprop|gradient_descent', re.I)


def _has(function, *roles):
    found = [role for p in parameters_of(function) for role in roles_in(p.name)[:2]]
    return all(role in found for role in roles)


def _tensors(function):
    return {tensor_of(p.name) for p in parameters_of(function)} - {None}


def _owed(function):
    return [p for p in parameters_of(function) if p.default is p.empty]


def choices(owner, chosen):
    """Every way to take a step with the owner's functions, likeliest first: {'forward', 'cost', 'backward', 'update'}, or 'whole' in their stead."""
    pieces = owner.pieces
    named = lambda role: [chosen[role]] if role in chosen else None
    by = lambda role: [f for name, f in pieces.items() if FUNCTIONS[role].search(name) and not (_NOT.search(name) and role != 'initialise')]
    forwards = named('forward') or sorted([f for f in [*by('forward'), *_predicting(pieces)] if not _has(f, 'lr')], key=_by_forward)
    backwards = named('backward') or [f for f in by('backward') if not _has(f, 'grads', 'lr') and not re.match(r'gradient_descent', f.__name__)]
    backwards = sorted(backwards, key=lambda f: (-_has(f, 'y'), -len(parameters_of(f))))
    updates = named('update') or [f for f in by('update') if _updates(f)]
    costs = named('cost') or [f for f in by('cost') if f not in backwards]
    both = [f for name, f in pieces.items() if _has(f, 'X', 'y') and not _has(f, 'lr') and FUNCTIONS['cost'].search(name)]
    if not forwards:
        forwards = [f for f in pieces.values() if f not in backwards and _has(f, 'X') and not _has(f, 'y') and not _NOT.search(f.__name__)]
    if not backwards:
        backwards = [f for f in pieces.values() if any(tensor and tensor[2] for tensor in map(tensor_of, filter(None, returned_names(f)))) or _has(f, 'y', 'cache')]
    if not updates:
        updates = [f for f in pieces.values() if _has(f, 'lr') and (_has(f, 'grads') or any(d for _, _, d in _tensors(f)))]
    wholes = named('whole') or [f for name, f in pieces.items() if _WHOLE.search(name) and f not in updates and (_has(f, 'X', 'y') or _pairs(f)) and (_has(f, 'lr') or owner.kind == 'class')]
    wholes = sorted(wholes, key=lambda f: (not f.__name__.startswith('update_mini'), _has(f, 'epochs')))
    found = []
    for f in both if not named('backward') else []:
        for forward in [*forwards, None]:
            found.append({'forward': forward, 'both': f, 'update': updates[0] if updates else None, 'cost': None})
    for forward in forwards:
        found += [{'forward': forward, 'cost': costs, 'backward': backward, 'update': update} for backward in backwards for update in (updates or [None])]
    for forward in forwards:
        found += [{'forward': forward, 'cost': costs, 'whole': whole} for whole in wholes]
    return found, {'forward': forwards, 'backward': [*backwards, *both, *wholes], 'update': updates, 'cost': costs}


def _by_forward(f):
    """Those that say forward go first, then those that want no labels."""
    return (not FUNCTIONS['forward'].search(f.__name__), _has(f, 'y'), len(_owed(f)))


def _predicting(pieces):
    return [f for name, f in pieces.items() if re.match(r'predict$|predict_proba$|query$|scores?$|__call__$|run$|output$|think$', name)]


def _updates(f):
    tensors = _tensors(f)
    return not _has(f, 'X', 'y') and not _pairs(f) and (_has(f, 'grads') or any(d for _, _, d in tensors) or not _owed(f) or _has(f, 'lr'))


def _pairs(f):
    return any(re.match(r'mini_?batch$|batch$|training_data$|train_data$', p.name, re.I) for p in parameters_of(f))


class Steps:
    """A network of theirs, by one of these ways."""

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
        owed = _owed(function)
        sole = {owed[0].name: 'X'} if len(owed) == 1 and not any(role in scope.roles for role in roles_in(owed[0].name) if role != 'output') else None
        unlabelled = Scope(**{role: value for role, value in scope.roles.items() if role != 'y'})
        unlabelled.names, unlabelled.tensors, unlabelled.constants = scope.names, scope.tensors, scope.constants
        result = call(function, scope if any('y' in roles_in(p.name)[:1] for p in owed) else unlabelled, sole)
        return result, returned_names(function)

    def _scope(self, X, rows, y=None, rate=0.0):
        self._lend(rows, rate)
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
            _lend_to(self.owner.object, rows, rate)

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
                return loss, None
            if loss is None and isinstance(back, tuple) and len(back) == 2 and any(is_number(part) for part in back):
                loss = float(next(part for part in back if is_number(part)))
                back = next(part for part in back if not is_number(part))
        return self._update(scope, back, names, loss)

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
                return loss, None  # it updates the weights itself, by a rate of 0
            if not found:
                raise Unfilled(f"{(self.way.get('both') or self.way['backward']).__name__}() gives no gradients of the weights")
            return loss, [(of.get('W'), of.get('b')) for _, of in sorted(found.items())]
        self.owner.take(scope, call(update, scope), update)
        return loss, None

    def _whole(self, scope, X, y, rows):
        whole = self.way['whole']
        if _pairs(whole):
            columns = lambda M: [np.asarray(M)[:, i:i + 1] for i in range(rows)]
            pairs = list(zip(columns(X), columns(y) if np.ndim(y) == 2 else y)) if self.columns else list(zip(X, y))
            for p in parameters_of(whole):
                if _pairs(whole) and p.name.lower() in ('mini_batch', 'batch', 'minibatch', 'training_data', 'train_data'):
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


_RATE = re.compile(r'(^|_)(lr|learning_?rate|eta|alpha|step_size)(_init)?_?$', re.I)


def _lend_to(holder, rows, rate, depth=0):
    for name, value in list(getattr(holder, '__dict__', {}).items()):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if _RATE.search(name):
                setattr(holder, name, rate)
            elif name in ('m', 'batch_size', 'n_samples', 'num_examples'):
                setattr(holder, name, rows)
        elif depth < 1 and hasattr(value, '__dict__') and not callable(value):
            _lend_to(value, rows, rate, depth + 1)


def learn(scope, result, names, rows, K, depth):
    """What a forward pass gave, by its names and by what it must be."""
    parts = result if isinstance(result, tuple) else (result,)
    if len(names) == len(parts):
        for name, value in zip(names, parts):
            if name and 'X' not in roles_in(name)[:1]:  # a pass that ends in `return x` has not changed the rows
                scope.learn(name, value)
    held = next((part for part in parts if isinstance(part, (dict, list)) and not is_array(part)), None)
    scope.roles.setdefault('cache', held if held is not None else (parts[1] if len(parts) == 2 else result))
    for name, value in arrays_in(result):
        tensor = tensor_of(name)
        if tensor:
            scope.tensors.setdefault(tensor, value)
    output = output_of(result, rows, K)
    if output is not None:
        scope.roles.setdefault('output', output)
        scope.tensors.setdefault(('A', depth, False), output)


def output_of(result, rows, K):
    """The last array of the output's shape; of a dictionary or names the A of the highest layer among these."""
    fits = [(name, value) for name, value in arrays_in(result) if _is_output(value, rows, K)]
    if not fits:
        return None
    if isinstance(result, tuple) and is_array(result[0]) and _is_output(result[0], rows, K) and not all(is_array(part) for part in result):
        return result[0]
    activations = [(tensor_of(name)[1], value) for name, value in fits if tensor_of(name) and tensor_of(name)[0] == 'A']
    return max(activations, key=lambda pair: pair[0])[1] if activations else fits[-1][1]


def _is_output(value, rows, K):
    shape = np.shape(as_array(value))
    return shape in ((rows, K), (K, rows)) or (K == 1 and shape == (rows,))


def gradients_of(back, names, pairs, owner):
    """{1: {'W', 'b'}, …} of whatever a backward pass gave; {} if it gave none."""
    if back is None and owner.kind == 'class':
        back = {name: value for name, value in vars(owner.object).items() if tensor_of(name) and tensor_of(name)[2]} or getattr(owner.object, 'grads', None)
    found = named_tensors(back, names)
    complete = lambda of: len(of) == len(pairs) and all('W' in one for one in of.values())
    if complete(found):
        return found
    values = [value for _, value in arrays_in(back)]
    return by_shapes(values, pairs) or by_shapes(values, [(W, None) for W, _ in pairs])
