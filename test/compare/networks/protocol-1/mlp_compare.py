"""The helper as it was when there was protocol 1 alone: readers have copies of it, which are still to be spoken to.

Lets a network written in Python stand beside the others in mlp-compare. Needs NumPy; copy it wherever you like.

    from mlp_compare import serve

    class MyNetwork:
        def __init__(self, model, initial): ...           # initial: a list of (W, b), W (in, out), b (1, out)
        def step(self, X, y, learning_rate): ...          # one SGD step; returns the mean loss BEFORE the update
        def predict(self, X): ...                         # the logits, (B, K)
        def weights(self): ...                            # a list of (W, b), as `initial`
        def set_weights(self, weights): ...

    serve(MyNetwork)

X is a float32 array (B, D), a sample a row; y holds B class indices. `model` is a dictionary; layers_of(model) lists the
dense layers as (inputs, outputs, activation). Two methods more make a diagnosis sharper: gradients(), a list of (dW, db)
of the last step, and activations(X), a list of the hidden layers' activations.
"""
import base64, json, math, os, platform, queue, sys, threading, time, traceback
import numpy as np

# Standard output carries the answers, so whatever the network prints goes to standard error from here on.
_answers = os.fdopen(os.dup(1), 'w', encoding='utf-8', newline='\n')
os.dup2(2, 1)

_OWED = ('step', 'predict', 'weights', 'set_weights')
_OPTIONAL = ('gradients', 'activations')


def layers_of(model):
    """[(inputs, outputs, activation), …], first to last: 'relu', 'tanh', 'sigmoid', and 'linear' for the last."""
    output = model['output']
    hidden = [(layer['units'], layer['activation']) for layer in model['hidden']]
    last = (output['classes'] if output['kind'] == 'softmax' else 1, 'linear')
    inputs = [model['inputs']] + [units for units, _ in hidden]
    return [(n, units, activation) for n, (units, activation) in zip(inputs, hidden + [last])]


def serve(make_network, description=''):
    """Answers mlp-compare's questions until it asks no more. `make_network(model, initial)` makes a network."""
    if sys.stdin.isatty():
        sys.exit(f"This file is run by mlp-compare: --network 'python3 {sys.argv[0]}'")
    networks = {}
    for question in _questions():
        answer = {'id': question['id']}
        try:
            answer['result'] = _answer(question, networks, make_network, description)
        except Exception as error:
            answer['error'] = _blame(error, question['method'])
        print(json.dumps(answer), file=_answers, flush=True)


def _questions():
    """Every line of standard input. Once it ends the process ends too, at the latest a second later, even in a loop."""
    lines = queue.SimpleQueue()
    questions = os.fdopen(os.dup(0), 'rb')
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # input() in a network takes no question away

    def read():
        for line in questions:
            lines.put(line)
        lines.put(None)
        time.sleep(1)
        os._exit(1)

    threading.Thread(target=read, daemon=True).start()
    while (line := lines.get()) is not None:
        yield json.loads(line)


def _answer(question, networks, make_network, description):
    method = question['method']
    if method == 'hello':
        return {'description': ', '.join(filter(None, [_versions(), description]))}
    if method == 'create':
        network = networks[question['network']] = make_network(question['model'], _layers(question['initial']))
        missing = [name for name in _OWED if not callable(getattr(network, name, None))]
        if missing:
            raise TypeError(f"the network ({type(network).__name__}) has no method {', '.join(missing)}")
        return {'methods': [name for name in _OPTIONAL if hasattr(network, name)]}
    network = networks[question['network']]
    if method == 'step':
        return _step(network, _array(question['X']), np.array(question['y']), question['learningRate'])
    if method == 'setWeights':
        return network.set_weights(_layers(question['weights']))
    if method == 'predict':
        return _matrix(network.predict(_array(question['X'])), 'the logits')
    if method == 'activations':
        return [_matrix(A, 'an activation') for A in network.activations(_array(question['X']))]
    if method in ('weights', 'gradients'):
        return [{'W': _matrix(W, 'W'), 'b': _matrix(b, 'b')} for W, b in getattr(network, method)()]
    if method == 'dispose':
        del networks[question['network']]


def _step(network, X, y, learning_rate):
    given = X.copy()
    loss = network.step(X, y, learning_rate)
    if loss is None:
        raise TypeError('step() must return the mean loss of the batch, it returned None; is a return missing?')
    loss = float(loss)
    result = {'loss': loss if math.isfinite(loss) else {math.inf: 'Infinity', -math.inf: '-Infinity'}.get(loss, 'NaN')}
    if not np.array_equal(X, given, equal_nan=True):
        result['X'] = _matrix(X, 'X')  # the network has altered its batch: told, so that it can be found out
    return result


def _array(matrix):
    values = np.frombuffer(base64.b64decode(matrix['data']), '<f4' if matrix['dtype'] == 'float32' else '<f8')
    return values.reshape(matrix['rows'], matrix['cols']).copy()


def _layers(layers):
    return [(_array(layer['W']), _array(layer['b'])) for layer in layers]


def _matrix(values, what):
    """An array, a tensor or nested lists as they go over the wire; a vector becomes one row."""
    values = values.detach().cpu().numpy() if hasattr(values, 'detach') else np.asarray(values)
    if values.dtype.kind not in 'fiu' or not 1 <= values.ndim <= 2:
        raise TypeError(f'{what} must be a matrix of numbers, it is {values.dtype} of shape {values.shape}')
    values = np.atleast_2d(values if values.dtype == np.float32 else values.astype(np.float64))
    data = values.astype(values.dtype.newbyteorder('<')).tobytes()
    rows, cols = values.shape
    return {'rows': rows, 'cols': cols, 'dtype': values.dtype.name, 'data': base64.b64encode(data).decode()}


def _versions():
    loaded = [f'{name} {sys.modules[name].__version__}' for name in ('numpy', 'torch', 'jax') if name in sys.modules]
    return ', '.join([f'Python {platform.python_version()}', *loaded])


def _blame(error, method):
    """The error and its innermost place outside this file and the installed packages."""
    name = {'setWeights': 'set_weights', 'create': 'making the network'}.get(method, method)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if frame.filename != __file__ and 'site-packages' not in frame.filename]
    place = {'file': frames[-1].filename, 'line': frames[-1].lineno} if frames else {}
    did = name if ' ' in name else f'{name}()'
    return {'message': f'{did} raised {type(error).__name__}: {error}', **place}
