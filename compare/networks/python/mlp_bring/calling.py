"""A function of theirs is called with what its parameters are named for, and what it returns is taken apart by names and shapes."""
import ast, inspect
import numpy as np
from .roles import roles_in, tensor_of
from .trouble import Trouble, is_theirs, place_of, shape_of

EMPTY = inspect.Parameter.empty


class Unfilled(Exception):
    """Nothing is known that a parameter could be given."""


class Scope:
    """What is known at one point of a step: by name, by role, and tensors by (kind, layer, whether a gradient)."""

    def __init__(self, **roles):
        self.names, self.roles, self.tensors = {}, roles, {}
        self.constants = {}  # of the file, by their names in small letters

    def learn(self, name, value):
        """A value that they gave a name."""
        self.names[name] = value
        tensor = tensor_of(name)
        if tensor:
            self.tensors[tensor] = value
        for role in roles_in(name):
            if role in ('cache', 'output', 'grads'):
                self.roles.setdefault(role, value)

    def find(self, name):
        """@raises KeyError if nothing goes by that name, or has its role"""
        if name in self.names:
            return self.names[name]
        tensor = tensor_of(name)
        if tensor in self.tensors:
            return self.tensors[tensor]
        for role in roles_in(name):
            if role in self.roles:
                return self.roles[role]
        return self.constants[name.lower()]


def parameters_of(function):
    """Those that may be given by position or name; [] of what does not tell."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]


def owed(function):
    """Its parameters without a default."""
    return [p for p in parameters_of(function) if p.default is p.empty]


def call(function, scope, renamed=None, asked=None):
    """Gives each parameter what it is named for; what has a default and is not known keeps it. @raises Unfilled"""
    positional, named, shown = [], {}, []
    for parameter in parameters_of(function):
        name = (renamed or {}).get(parameter.name, parameter.name)
        try:
            value = scope.find(name)
        except KeyError:
            if parameter.default is EMPTY:
                raise Unfilled(f'{function.__name__}() has a parameter {parameter.name!r} that nothing known goes by')
            continue
        shown.append(f'{parameter.name} {shape_of(value)}')
        if parameter.kind is parameter.POSITIONAL_ONLY:
            positional.append(value)
        else:
            named[parameter.name] = value
    try:
        return function(*positional, **named)
    except Unfilled:
        raise
    except Exception as error:
        if isinstance(error, Trouble):
            raise
        file, line = place_of(error, is_theirs)
        if isinstance(error, _absent()):
            raise Trouble(str(error), file, line) from error
        what = f'{type(error).__name__}: {error}'
        raise Trouble(f"{function.__name__}() raised {what}. It was asked with {', '.join(shown) or 'nothing'}", file, line) from error


def _absent():
    from .imports import Absent
    return Absent


def returned_names(function):
    """The names in its last `return a, b, c`; None for what is no name. [] where it cannot be read."""
    node = getattr(function, '_tree', None) or tree_of(function)
    found = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value is not None] if node else []
    if not found:
        return []
    parts = found[-1].elts if isinstance(found[-1], (ast.Tuple, ast.List)) else [found[-1]]
    return [part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else None for part in parts]


TREES = {}  # (file, first line): the tree of that function; filled by whoever loads the file


def tree_of(function):
    code = getattr(inspect.unwrap(function), '__code__', None)
    return TREES.get((code.co_filename, code.co_firstlineno)) if code else None


def is_array(value):
    return hasattr(value, 'shape') and hasattr(value, 'dtype') or (isinstance(value, list) and bool(value) and _is_numbers(value))


def _is_numbers(value):
    return all(isinstance(v, (int, float)) for v in value) or all(isinstance(v, list) and v and _is_numbers(v) for v in value)


def arrays_in(value, path='', depth=0):
    """[(name or path, array)] of all that lies in it, in order: dictionaries, tuples, lists, one in the other."""
    if is_array(value):
        return [(path, value)]
    if depth > 4:
        return []
    if isinstance(value, dict):
        return [one for key, of in value.items() for one in arrays_in(of, str(key), depth + 1)]
    if isinstance(value, (list, tuple)):
        return [one for i, of in enumerate(value) for one in arrays_in(of, f'{path}[{i}]', depth + 1)]
    return []


def as_array(value):
    return value.detach().cpu().numpy() if hasattr(value, 'detach') else np.asarray(value)


def is_number(value):
    if isinstance(value, (int, float, np.number)) and not isinstance(value, bool):
        return True
    return hasattr(value, 'shape') and int(np.prod(value.shape)) == 1
