"""Where the weights live: in a dictionary or in variables that functions hand on, or somewhere in an object."""
import ast
import numpy as np
from .calling import Scope, Unfilled, arrays_in, as_array, call, is_array, parameters_of, returned_names
from .roles import roles_in, tensor_of
from .trouble import Trouble

_DERIVED = ('cache', 'velocity', 'moment', 'grad', 'dweight', 'dbias', 'nabla', 'delta')


def _is_derived(name):
    name = name.lower()
    return any(part in name for part in _DERIVED) or name in ('m', 'v') or (len(name) > 1 and name[0] == 'd' and name[1] in 'wb_')


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


class Instance:
    """An object whose weights lie somewhere in it: attributes, lists, a dictionary, layers; found by their shapes."""

    kind = 'class'
    _paths = {}

    def __init__(self, loaded, cls, depth):
        self.loaded, self.cls, self.depth = loaded, cls, depth
        self.object, self.slots = None, []

    def fresh(self, widths, **given):
        made = Instance(self.loaded, self.cls, self.depth)
        made.given = given
        made.object = construct(self.cls, widths, **given)
        depth = len(widths) - 1
        key = (self.cls, depth)
        if key not in Instance._paths:
            twin = construct(self.cls, [11 + 4 * i for i in range(depth)] + [3], **given)
            paths = _paths_by_shape(twin, [11 + 4 * i for i in range(depth)] + [3]) or _paths_by_name(twin, depth)
            if not paths:
                raise Unfilled(f'{self.cls.__name__} has no weights of {depth} layers')
            Instance._paths[key] = paths
        made.slots = Instance._paths[key]
        made.get()
        return made

    @property
    def pieces(self):
        names = [name for klass in reversed(type(self.object).__mro__) if klass is not object for name in vars(klass)]
        found = {name: getattr(self.object, name) for name in dict.fromkeys(names) if not name.startswith('__') and callable(getattr(self.object, name, None))}
        return {name: f for name, f in found.items() if hasattr(f, '__code__') or hasattr(getattr(f, '__func__', None), '__code__')}

    def get(self):
        return [(as_array(_at(self.object, W)), None if b is None else as_array(_at(self.object, b))) for W, b in self.slots]

    def set(self, pairs):
        for (W, b), (Wpath, bpath) in zip(pairs, self.slots):
            _put(self.object, Wpath, W)
            if bpath is not None:
                _put(self.object, bpath, b)

    def scope(self, **roles):
        scope = Scope(**roles)
        for l, (W, b) in enumerate(self.slots, 1):
            scope.tensors[('W', l, False)] = _at(self.object, W)
            if b is not None:
                scope.tensors[('b', l, False)] = _at(self.object, b)
        params = getattr(self.object, 'params', None)
        if isinstance(params, dict):
            scope.roles['params'] = params
        return scope

    def take(self, scope, result, function):
        """The object holds them: nothing to take."""


def construct(cls, widths, **given):
    """An object of theirs for these widths. @raises Unfilled"""
    hidden, names = list(widths[1:-1]), [p.name for p in parameters_of(cls)]
    several = [name for name in names if 'hidden' in roles_in(name) and not {'inputs', 'classes', 'sizes'} & set(roles_in(name)[:1])]
    scope = Scope(sizes=list(widths), inputs=widths[0], classes=widths[-1], hidden=hidden, **{**{'lr': 0.125, 'epochs': 1, 'batch_size': 4, 'm': 4, 'reg': 0.0}, **given})
    has_classes = any('classes' in roles_in(name)[:1] or name in ('K', 'C') for name in names)
    for name in names:
        if len(several) > 1 and name in several:
            if len(several) != len(hidden):
                raise Unfilled(f'{cls.__name__} has {len(several)} hidden layers')
            scope.names[name] = hidden[several.index(name)]
        elif 'inputs' in roles_in(name)[:1] and 'hidden' not in roles_in(name)[:1]:
            scope.names[name] = widths[0]
        elif 'sizes' in roles_in(name)[:1] and 'hidden' in name:
            scope.names[name] = hidden
        elif 'sizes' in roles_in(name)[:1] and has_classes:
            scope.names[name] = hidden
        elif 'sizes' in roles_in(name)[:1] and any('inputs' in roles_in(other)[:1] for other in names):
            scope.names[name] = hidden + [widths[-1]]
    tries = [lambda: call(cls, scope)]
    if len(set(hidden)) == 1:
        def with_number():
            for name in names:
                if scope.names.get(name) == hidden or (name not in scope.names and 'hidden' in roles_in(name)):
                    scope.names[name] = hidden[0]
            return call(cls, scope)
        tries.insert(0 if len(hidden) == 1 else 1, with_number)
    return _first(tries)


def _first(tries):
    last = None
    for attempt in tries:
        try:
            return attempt()
        except (Unfilled, Trouble) as error:
            last = error
    raise last


def _children(value):
    if isinstance(value, dict):
        return [(('key', key), of) for key, of in value.items()]
    if isinstance(value, (list, tuple)):
        return [(('index', i), of) for i, of in enumerate(value)]
    if hasattr(value, '__dict__') and not isinstance(value, type) and not callable(value):
        return [(('attr', name), of) for name, of in vars(value).items()]
    return []


def slots_in(value, path=(), seen=None, depth=0):
    """[(path, array)] of every array that lies in an object, in order."""
    seen = set() if seen is None else seen
    if is_array(value):
        return [(path, value)] if path else []
    if depth > 4 or id(value) in seen:
        return []
    seen.add(id(value))
    return [one for step, of in _children(value) for one in slots_in(of, (*path, step), seen, depth + 1)]


def _plausible(path):
    return not any(isinstance(name, str) and _is_derived(name) for _, name in path)


def _paths_by_shape(root, widths):
    slots = [(path, np.shape(as_array(value))) for path, value in slots_in(root) if _plausible(path)]
    found, used = [], set()
    for n, m in zip(widths, widths[1:]):
        W = next((path for path, shape in slots if shape in ((n, m), (m, n)) and path not in used), None)
        if W is None:
            return None
        used.add(W)
        b = next((path for path, shape in slots if shape in ((m,), (1, m), (m, 1)) and path not in used), None)
        used.add(b)
        found.append((W, b))
    return found


def _paths_by_name(root, depth):
    named = {}
    for path, value in slots_in(root):
        tensor = tensor_of(str(path[-1][1])) if _plausible(path) else None
        if tensor and tensor[0] in 'Wb' and not tensor[2]:
            named.setdefault(tensor[:2], path)
    if max((l for _, l in named), default=0) != depth or any(('W', l) not in named for l in range(1, depth + 1)):
        return None
    return [(named['W', l], named.get(('b', l))) for l in range(1, depth + 1)]


def _at(root, path):
    for kind, name in path:
        root = getattr(root, name) if kind == 'attr' else root[name]
    return root


def _put(root, path, value):
    holder = _at(root, path[:-1])
    kind, name = path[-1]
    old = _at(root, path)
    if isinstance(old, np.ndarray) and old.shape == np.shape(value) and old.dtype.kind == 'f':
        old[...] = value  # in place: layers may share the array
        return
    value = value.tolist() if isinstance(old, list) else np.array(value)
    if kind == 'attr':
        setattr(holder, name, value)
    else:
        holder[name] = value
