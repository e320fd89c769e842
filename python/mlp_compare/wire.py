"""Numbers as the protocol has them over the wire, and back."""
import base64, math
import numpy as np

_TENSORS = ('W', 'b', 'gamma', 'beta')  # of a layer, in this order


def loss_of(loss):
    """As JSON has it; None where the network has none to tell."""
    if loss is None:
        return None
    loss = float(loss)
    return loss if math.isfinite(loss) else {math.inf: 'Infinity', -math.inf: '-Infinity'}.get(loss, 'NaN')


def masks_in(question):
    """What a step is given besides where the model has dropout: for each hidden layer what its activations are multiplied by, or None."""
    return [[mask and array_of(mask) for mask in question['masks']]] if 'masks' in question else []


def array_of(matrix):
    values = np.frombuffer(base64.b64decode(matrix['data']), '<f4' if matrix['dtype'] == 'float32' else '<f8')
    return values.reshape(matrix['rows'], matrix['cols']).copy()


def layers_in(layers):
    return [tuple(array_of(layer[name]) for name in _TENSORS if name in layer) for layer in layers]


def tensors_of(layers):
    return [{name: matrix_of(values, name) for name, values in zip(_TENSORS, layer)} for layer in layers]


def running_of(state, convert):
    """What batch normalisation predicts with, a {'mean', 'variance'} or None for each layer."""
    if not state.get('running'):
        return {}
    return {'running': [of and {name: convert(of[name], name) for name in ('mean', 'variance')} for of in state['running']]}


def matrix_of(values, what):
    """An array, a tensor or nested lists as they go over the wire; a vector becomes one row."""
    values = values.detach().cpu().numpy() if hasattr(values, 'detach') else np.asarray(values)
    if values.dtype.kind not in 'fiu' or not 1 <= values.ndim <= 2:
        raise TypeError(f'{what} must be a matrix of numbers, it is {values.dtype} of shape {values.shape}')
    values = np.atleast_2d(values if values.dtype == np.float32 else values.astype(np.float64))
    data = values.astype(values.dtype.newbyteorder('<')).tobytes()
    rows, cols = values.shape
    return {'rows': rows, 'cols': cols, 'dtype': values.dtype.name, 'data': base64.b64encode(data).decode()}
