"""Where in an object its weights lie: paths of attributes, keys and indices, found by the shapes or the names of arrays."""
import numpy as np
from .calling import as_array, is_array
from .roles import tensor_of

_DERIVED = ('cache', 'velocity', 'moment', 'grad', 'dweight', 'dbias', 'nabla', 'delta')


def _is_derived(name):
    name = name.lower()
    return any(part in name for part in _DERIVED) or name in ('m', 'v') or (len(name) > 1 and name[0] == 'd' and name[1] in 'wb_')


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


def paths_by_shape(root, widths):
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


def paths_by_name(root, depth):
    named = {}
    for path, value in slots_in(root):
        tensor = tensor_of(str(path[-1][1])) if _plausible(path) else None
        if tensor and tensor[0] in 'Wb' and not tensor[2]:
            named.setdefault(tensor[:2], path)
    if max((l for _, l in named), default=0) != depth or any(('W', l) not in named for l in range(1, depth + 1)):
        return None
    return [(named['W', l], named.get(('b', l))) for l in range(1, depth + 1)]


def at(root, path):
    for kind, name in path:
        root = getattr(root, name) if kind == 'attr' else root[name]
    return root


def put(root, path, value):
    holder = at(root, path[:-1])
    kind, name = path[-1]
    old = at(root, path)
    if isinstance(old, np.ndarray) and old.shape == np.shape(value) and old.dtype.kind == 'f':
        old[...] = value  # in place: layers may share the array
        return
    value = value.tolist() if isinstance(old, list) else np.array(value)
    if kind == 'attr':
        setattr(holder, name, value)
    else:
        holder[name] = value
