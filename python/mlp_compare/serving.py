"""Lets a network written in Python stand beside the others in mlp-compare. Needs NumPy.

    from mlp_compare import serve

    class MyNetwork:
        def __init__(self, model, initial): ...           # initial: a list of (W, b), W (in, out), b (1, out)
        def step(self, X, y, learning_rate): ...          # one step; returns the mean loss BEFORE the update, or always None
        def predict(self, X): ...                         # the logits, (B, K)
        def weights(self): ...                            # a list of (W, b), as `initial`
        def set_weights(self, weights): ...

    serve(MyNetwork)

X is a float32 array (B, D), a sample a row; y holds B class indices, or is (B, K) where the training has values, or several
labels of 0 and 1. `model` is a dictionary; layers_of(model) lists the dense layers as (inputs, outputs, activation). Made by
(model, initial, training) it is told its loss and optimiser, a dictionary too; with 'accumulate': n in it the weights change at
every n-th step alone, by the gradients of n batches. What it need not have:

    def loss_and_gradients(self, X, y): ...               # instead of step: loss or None, and a list of (dW, db);
                                                          # mlp-compare then takes the step that the training asks for
    def gradients(self): ...                              # a list of (dW, db) of the last step: a sharper diagnosis
    def activations(self, X): ...                         # a list of the hidden layers' activations: the same
    def state(self): ...                                  # {'steps': 3, 'tensors': {'v': [(W, b), ...]}}, what the
    def set_state(self, state): ...                       # optimiser remembers, so that a step can be repeated

A layer that is normalised has (W, b, gamma, beta); with batch normalisation the state holds 'running' besides, for each layer
{'mean', 'variance'} or None. Where the model has dropout, step and loss_and_gradients are given one argument more: for each
hidden layer what its activations are multiplied by, (B, units), or None.
"""
import inspect, json, os, platform, queue, sys, threading, time, traceback
import numpy as np

from .wire import array_of, layers_in, loss_of, masks_in, matrix_of, running_of, tensors_of

_answers = None


def _take_output():
    """Standard output carries the answers, so whatever the network prints goes to standard error from here on."""
    global _answers
    _answers = _answers or os.fdopen(os.dup(1), 'w', encoding='utf-8', newline='\n')
    os.dup2(2, 1)


if os.environ.get('MLP_COMPARE_ASKS'):  # run by mlp-compare: what is printed before serve() goes there, too; in a test's run nothing does
    _take_output()

_OWED = ('predict', 'weights', 'set_weights')
_OPTIONAL = {'gradients': 'gradients', 'activations': 'activations', 'state': 'state', 'setState': 'set_state'}


def layers_of(model):
    """[(inputs, outputs, activation), …], first to last: 'relu', 'tanh', 'sigmoid', and 'linear' for the last."""
    output = model['output']
    hidden = [(layer['units'], layer['activation']) for layer in model['hidden']]
    last = (output.get('classes', output.get('outputs', 1)), 'linear')  # one sigmoid says neither
    inputs = [model['inputs']] + [units for units, _ in hidden]
    return [(n, units, activation) for n, (units, activation) in zip(inputs, hidden + [last])]


def serve(make_network, description='', about=None):
    """Answers mlp-compare's questions until it asks no more. `make_network(model, initial)` makes a network, or `make_network(model, initial, training)`.
    `about` is a dictionary that hello() answers with besides: what a network that was found in a file is like."""
    if sys.stdin.isatty():
        sys.exit(f"This file is run by mlp-compare: --network 'python3 {sys.argv[0]}'")
    _take_output()
    networks = {}
    for question in _questions():
        answer = {'id': question['id']}
        try:
            answer['result'] = _answer(question, networks, make_network, description, about)
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


def _answer(question, networks, make_network, description, about):
    method = question['method']
    if method == 'hello':
        return {'protocol': min(2, question.get('protocol', 1)), 'description': ', '.join(filter(None, [_versions(), description])), **({'about': about} if about else {})}
    if method == 'create':
        network = networks[question['network']] = _make(make_network, question)
        return {'methods': _methods(network)}
    network = networks[question['network']]
    if method == 'step':
        return _on_batch(question, lambda X, y: {'loss': loss_of(network.step(X, y, question['learningRate'], *masks_in(question)))})
    if method == 'lossAndGradients':
        return _on_batch(question, lambda X, y: _loss_and_gradients(network, X, y, *masks_in(question)))
    if method == 'setWeights':
        return network.set_weights(layers_in(question['weights']))
    if method == 'predict':
        return matrix_of(network.predict(array_of(question['X'])), 'the logits')
    if method == 'activations':
        return [matrix_of(A, 'an activation') for A in network.activations(array_of(question['X']))]
    if method in ('weights', 'gradients'):
        return tensors_of(getattr(network, method)())
    if method == 'state':
        state = network.state()
        return {'steps': int(state['steps']), 'tensors': {name: tensors_of(of) for name, of in state.get('tensors', {}).items()}, **running_of(state, matrix_of)}
    if method == 'setState':
        state = question['state']
        tensors = {name: layers_in(of) for name, of in state['tensors'].items()}
        return network.set_state({'steps': state['steps'], 'tensors': tensors, **running_of(state, lambda M, _: array_of(M)[0])})
    if method == 'dispose':
        del networks[question['network']]


def _make(make_network, question):
    """Gives the training to whoever asks for it: by its name, or by a third parameter that has to be given."""
    given = [question['model'], layers_in(question['initial'])]
    try:
        parameters = inspect.signature(make_network).parameters
    except (TypeError, ValueError):  # it does not say what it takes
        return make_network(*given)
    if 'training' in parameters and parameters['training'].kind != inspect.Parameter.POSITIONAL_ONLY:
        return make_network(*given, training=question.get('training'))
    owed = [p for p in parameters.values() if p.kind <= inspect.Parameter.POSITIONAL_OR_KEYWORD and p.default is p.empty]
    return make_network(*given, *([question.get('training')] if len(owed) > 2 else []))


def _methods(network):
    """Those that the network has beside the owed, by the protocol's names; a field of that name is none."""
    has = lambda name: callable(getattr(network, name, None))
    gradients_only = has('loss_and_gradients') and not has('step')
    missing = [name for name in (*([] if gradients_only else ['step']), *_OWED) if not has(name)]
    if missing:
        raise TypeError(f"the network ({type(network).__name__}) has no method {', '.join(missing)}")
    return [method for method, name in _OPTIONAL.items() if has(name)] + ['lossAndGradients'] * gradients_only


def _loss_and_gradients(network, X, y, *masks):
    answer = network.loss_and_gradients(X, y, *masks)
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise TypeError(f'loss_and_gradients() must return (loss, gradients), it returned {type(answer).__name__}; is a return missing?')
    loss, gradients = answer
    return {'loss': loss_of(loss), 'gradients': tensors_of(gradients)}


def _on_batch(question, answer):
    X, y = array_of(question['X']), np.array(question['y']) if 'y' in question else array_of(question['target'])
    given = X.copy()
    result = answer(X, y)
    if not np.array_equal(X, given, equal_nan=True):
        result['X'] = matrix_of(X, 'X')  # the network has altered its batch: told, so that it can be found out
    return result


def _versions():
    loaded = [f'{name} {sys.modules[name].__version__}' for name in ('numpy', 'torch', 'jax') if name in sys.modules]
    return ', '.join([f'Python {platform.python_version()}', *loaded])


def _blame(error, method):
    """The error and its innermost place outside this package and the installed ones."""
    if hasattr(error, 'told'):
        return error.told()
    renamed = {'setWeights': 'set_weights', 'setState': 'set_state', 'lossAndGradients': 'loss_and_gradients'}
    name = {**renamed, 'create': 'making the network'}.get(method, method)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if os.path.dirname(frame.filename) != os.path.dirname(__file__) and 'site-packages' not in frame.filename]
    place = {'file': frames[-1].filename, 'line': frames[-1].lineno} if frames else {}
    did = name if ' ' in name else f'{name}()'
    return {'message': f'{did} raised {type(error).__name__}: {error}', **place}
