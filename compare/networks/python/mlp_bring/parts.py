"""The classes of a file that puts layers one on the other, by what they are: dense layers, activations, losses, optimisers."""
import ast, re, types
import numpy as np
from .calling import Unfilled, owed
from .construct import construct
from .roles import FUNCTIONS, roles_in, tensor_of
from .slots import paths_by_shape
from .trouble import Trouble


class Parts:
    """What a stack of layers is made of. Whatever is made here is a function without parameters that makes one."""

    def __init__(self, loaded):
        self.dense = self.loss = self.optimiser = self.paths = None
        self.activations, losses = _of_functions(loaded), []
        classes = {name: cls for name, cls in loaded.names.items() if isinstance(cls, type) and cls.__module__ == loaded.module.__name__}
        order = _made_in(loaded, classes)
        for name, cls in classes.items():
            if not method_of(cls, 'backward') or not method_of(cls, 'forward'):
                if any(hasattr(cls, method) for method in ('update_params', 'update', 'step')) and not method_of(cls, 'forward'):
                    self.optimiser = cls if self.optimiser is None or name in order else self.optimiser
                continue
            if self.dense is None and self._is_dense(cls) or owed(cls):
                continue
            wants = _wants(cls)
            if wants == 1:
                self.activations[name] = cls
            elif wants == 2:
                losses.append((name, cls))
        for base in self.dense.__mro__[1:] if self.dense else []:
            self.activations.pop(base.__name__, None)
        used = [(name, cls) for name, cls in losses if name in order] or losses
        used = sorted(used, key=lambda pair: ('softmax' not in pair[0].lower(), 'entropy' not in pair[0].lower())) or _loss_pairs(loaded)
        self.loss_name, self.loss = used[0] if used else ('', None)
        self.order = [name for name in order if name in self.activations]
        built = [name for name in order if name in self.activations or self.dense and name == self.dense.__name__]
        self.ends = built[-1] if built and built[-1] in self.activations else None

    def _is_dense(self, cls):
        try:
            made = dense_of(cls, 11, 13)
            paths = paths_by_shape(made, [11, 13])
        except (Unfilled, Trouble, TypeError, ValueError):
            return False
        if not paths:
            return False
        self.dense, self.paths = cls, paths[0]
        return True


def method_of(of, role):
    """The name of its method that passes forward, or back; None where it has none."""
    return role if hasattr(of, role) else next((name for name in dir(of) if not name.startswith('_') and FUNCTIONS[role].search(name) and callable(getattr(of, name))), None)


def _wants(cls):
    try:
        made = cls()
        return len(owed(getattr(made, method_of(made, 'forward'))))
    except Exception:
        return None


def dense_of(cls, n, m):
    names = [p.name for p in owed(cls)]
    if any((tensor_of(name) or name in ('W', 'w', 'b', 'weights', 'bias', 'biases')) and not roles_in(name)[:1] == ['inputs'] for name in names):
        return cls(*[np.ones((n, m)) if name.lower().startswith('w') else np.ones(m) for name in names])
    return cls(n, m) if len(names) == 2 else construct(cls, [n, m])


def _called(node, known):
    """'ReLU', or 'Activation(tanh, tanh_prime)' of one that is made of the file's functions."""
    functions = [argument.id for argument in node.args if isinstance(argument, ast.Name) and callable(known.get(argument.id))]
    return f"{node.func.id}({', '.join(functions)})" if functions and len(functions) == len(node.args) else node.func.id


def _calls(loaded):
    return [node for tree, _ in loaded.trees for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]


def _made_in(loaded, classes):
    """Names of classes in the order in which the file makes objects of them, run or not."""
    found = [(node.lineno, node.col_offset, _called(node, loaded.names)) for node in _calls(loaded) if node.func.id in classes]
    return [name for _, _, name in sorted(found)]


def _of_functions(loaded):
    """Activations that are made of two functions, as the file does it: {'Activation(tanh, tanh_prime)': make}."""
    found = {}
    for node in _calls(loaded):
        name, cls = _called(node, loaded.names), loaded.names.get(node.func.id)
        if name != node.func.id and isinstance(cls, type) and method_of(cls, 'forward') and method_of(cls, 'backward'):
            functions = [loaded.names[argument.id] for argument in node.args]
            found[name] = lambda cls=cls, functions=functions: cls(*functions)
    return found


_DERIVED = re.compile(r'_?(prime|deriv(ative)?|der|grad(ient)?|backward)$|^(d|grad|der)_?', re.I)


def _loss_pairs(loaded):
    """[(name, make)] of losses that are written as two functions of labels and outputs, mse and mse_prime; those that the file uses first."""
    functions = {name: f for name, f in loaded.names.items() if callable(f) and getattr(f, '__module__', None) == loaded.module.__name__ and not isinstance(f, type)}
    functions = {name: f for name, f in functions.items() if len(owed(f)) == 2 and any('y' in roles_in(p.name)[:1] for p in owed(f))}
    pairs = [(whole, functions[whole], f) for name, f in functions.items() if (whole := _DERIVED.sub('', name)) != name and whole in functions]
    outside = [node.id for tree, _ in loaded.trees for part in tree.body if not isinstance(part, (ast.FunctionDef, ast.ClassDef)) for node in ast.walk(part) if isinstance(node, ast.Name)]
    pairs.sort(key=lambda pair: not {pair[1].__name__, pair[2].__name__} & set(outside))
    return [(name, lambda loss=loss, slope=slope: types.SimpleNamespace(forward=loss, backward=slope)) for name, loss, slope in pairs]
