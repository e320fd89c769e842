"""What functions of theirs gave: outputs and gradients are found in it by names and by shapes."""
import numpy as np
from .calling import arrays_in, as_array, is_array
from .functions import by_shapes, named_tensors
from .roles import roles_in, tensor_of


def named(result, names):
    """A tuple with the names it was returned by, as a dictionary; what holds something else stays."""
    whole = isinstance(result, tuple) and len(names) == len(result) and all(names) and len(set(names)) == len(names)
    return dict(zip(names, result)) if whole and all(hasattr(part, 'shape') for part in result) else result


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
    return shape in ((rows, K), (K, rows)) or (K == 1 and shape == (rows,)) or (rows == 1 and shape == (K,))


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
