"""A PyTorch module with its loss and its optimiser, so that a port is held against the original."""
import ast, copy
import numpy as np
import torch
from . import textbook
from .calling import Unfilled
from .construct import construct
from .loop import ADDED_UP, adds_up
from .reading import _distance
from .trouble import Trouble

_LOSSES = {'CrossEntropyLoss': 'softmax', 'cross_entropy': 'softmax', 'NLLLoss': 'softmax', 'nll_loss': 'softmax', 'BCEWithLogitsLoss': 'sigmoid', 'binary_cross_entropy_with_logits': 'sigmoid', 'BCELoss': 'sigmoid', 'binary_cross_entropy': 'sigmoid', 'MSELoss': 'linear', 'mse_loss': 'linear'}
_TAKES_LOGARITHMS = ('NLLLoss', 'nll_loss')
_TAKES_PROBABILITIES = ('BCELoss', 'binary_cross_entropy')


def torch_network(loaded, words, failures, _):
    """@returns what recognise.py hands on, or None"""
    from .recognise import Found
    calls = [node for tree, _ in loaded.trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    loss = next(((node, name) for node in calls if (name := _name(node.func)) in _LOSSES), None)
    optimiser = next((node for node in calls if _is_optimiser(node.func)), None)
    sequential = _sequential(loaded)
    classes = [cls for cls in loaded.names.values() if isinstance(cls, type) and issubclass(cls, torch.nn.Module) and cls.__module__ == loaded.module.__name__]
    if loss is None or not (classes or sequential):
        return None
    for make, depth, widths in _makers(classes, sequential, failures):
        kind = _LOSSES[loss[1]]
        activations = _read(make, depth, widths, kind, loss[1])
        says = [f'style: a PyTorch module, {_called(make)}, with {loss[1]} and {_name(optimiser.func) if optimiser else "no optimiser of its own: SGD"} (--style torch)']
        says += [ADDED_UP] if adds_up(loaded) else []
        if activations[1] > 1e-5:
            says.append(f"its outputs are not the logits that {loss[1]} is computed on in a network of {activations[0]}: no activation tried fits")
        model = {'layers': depth, 'activations': [activations[0]] * (depth - 1), 'output': kind, **({'widths': widths} if widths else {})}
        return Found(lambda model, initial: _Network(make, loss[0], optimiser, loaded, model, initial), {'style': 'torch', 'says': says, 'model': model, 'sure': bool(activations[1] < 1e-5)})
    return None


def _name(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ''


def _is_optimiser(node):
    found = getattr(torch.optim, _name(node), None)
    return isinstance(found, type) and issubclass(found, torch.optim.Optimizer)


def _called(make):
    return getattr(make, 'called', 'Sequential')


def _sequential(loaded):
    """The first nn.Sequential that the file makes outside of its definitions."""
    for tree, name in loaded.trees:
        for statement in tree.body:
            if isinstance(statement, ast.Assign):
                for node in ast.walk(statement.value):
                    if isinstance(node, ast.Call) and _name(node.func) == 'Sequential':
                        try:
                            return eval(compile(ast.Expression(node), name, 'eval'), loaded.names)
                        except Exception:
                            return None
    return None


def _linears(module):
    return [part for part in module.modules() if isinstance(part, torch.nn.Linear)]


def _makers(classes, sequential, failures):
    """(make(widths), layers, the widths where they cannot be chosen)"""
    for cls in classes:
        for depth in (3, 2, 4):
            widths = [5, 7, 9, 11][:depth] + [3]
            variants = [widths, [widths[0], *[widths[1]] * (depth - 1), 3]]
            for tried in variants:
                try:
                    module = construct(cls, tried)
                except (Unfilled, Trouble, TypeError) as error:
                    failures.append((0, error))
                    continue
                if [(linear.in_features, linear.out_features) for linear in _linears(module)] == list(zip(tried, tried[1:])):
                    make = lambda widths, cls=cls: construct(cls, widths)
                    make.called = f'class {cls.__name__}'
                    yield make, depth, None
        try:
            module = cls()
        except Exception as error:
            failures.append((0, error))
            continue
        yield from _fixed(module, f'class {cls.__name__}')
    if sequential is not None:
        yield from _fixed(sequential, 'Sequential')


def _fixed(module, called):
    linears = _linears(module)
    widths = [linears[0].in_features, *(linear.out_features for linear in linears)] if linears else []
    if linears and all(linear.in_features == n for linear, n in zip(linears, widths)):
        make = lambda _: copy.deepcopy(module)
        make.called = called
        yield make, len(linears), widths


def _read(make, depth, widths, kind, loss):
    """(the nearest activation, how near): its outputs against a right network's."""
    widths = widths or [5, *[7] * (depth - 1), 3]
    module = make(widths).double().eval()
    random = np.random.RandomState(8)
    layers = [(random.randn(n, m) / np.sqrt(n), random.uniform(-0.5, 0.5, (1, m))) for n, m in zip(widths, widths[1:])]
    _put(module, layers)
    X = random.randn(8, widths[0])
    with torch.no_grad():
        Z = module(torch.tensor(X)).numpy()
    near = {name: _distance(Z, _given(textbook.forward(layers, X, [name] * (depth - 1))[1], kind, loss)) for name in textbook.ACTIVATIONS}
    best = min(near, key=near.get)
    if near[best] > 1e-5:  # probabilities in place of logits: the activation shows in these
        squashed = {name: min(_distance(Z, textbook.outputs(textbook.forward(layers, X, [name] * (depth - 1))[1], of)) for of in ('softmax', 'sigmoid')) for name in textbook.ACTIVATIONS}
        best = min(squashed, key=squashed.get)
    return best, near[best]


def _given(Z, kind, loss):
    """What a module with these logits hands to that loss."""
    if loss in _TAKES_LOGARITHMS:
        return Z - Z.max(1, keepdims=True) - np.log(np.exp(Z - Z.max(1, keepdims=True)).sum(1, keepdims=True))
    return textbook.outputs(Z, kind) if loss in _TAKES_PROBABILITIES else Z


def _put(module, layers):
    with torch.no_grad():
        for linear, (W, b) in zip(_linears(module), layers):
            linear.weight.copy_(torch.as_tensor(np.asarray(W).T.copy()))
            if linear.bias is not None:
                linear.bias.copy_(torch.as_tensor(np.asarray(b).reshape(-1)))


class _Network:
    """One module, its criterion and its optimiser, built by the file's own calls."""

    def __init__(self, make, loss, optimiser, loaded, model, initial):
        output = model['output']
        self.K = output['classes'] if output['kind'] == 'softmax' else output.get('outputs', 1)
        self.kind, self.activations = output['kind'], [layer['activation'] for layer in model['hidden']]
        self.module = make([model['inputs'], *(layer['units'] for layer in model['hidden']), self.K])
        self.loss_call, self.loaded, self.adds_up = loss, loaded, adds_up(loaded)
        self.set_weights(initial)
        keywords = {keyword.arg: _constant(keyword.value, loaded) for keyword in optimiser.keywords if keyword.arg not in ('lr', 'params')} if optimiser else {}
        kind = getattr(torch.optim, _name(optimiser.func)) if optimiser else torch.optim.SGD
        self.optimiser = kind(self.module.parameters(), lr=0.1, **{name: value for name, value in keywords.items() if value is not None})
        self.dtype = next(self.module.parameters()).dtype

    def _loss(self, output, y):
        name = _name(self.loss_call.func)
        functional = name[0].islower()
        if not functional:
            keywords = {keyword.arg: _constant(keyword.value, self.loaded) for keyword in self.loss_call.keywords}
            measure = getattr(torch.nn, name)(**{key: value for key, value in keywords.items() if value is not None})
        else:
            measure = getattr(torch.nn.functional, name)
        if _LOSSES[name] == 'softmax':
            return measure(output, torch.as_tensor(y))
        return measure(output, torch.as_tensor(y).to(self.dtype).reshape(output.shape))

    def step(self, X, y, learning_rate):
        for group in self.optimiser.param_groups:
            group['lr'] = learning_rate
        self.module.train()
        if not self.adds_up:
            self.optimiser.zero_grad()
        loss = self._loss(self.module(torch.as_tensor(X, dtype=self.dtype)), y)
        loss.backward()
        self.optimiser.step()
        return float(loss.detach())

    def predict(self, X):
        self.module.eval()
        with torch.no_grad():
            out = self.module(torch.as_tensor(X, dtype=self.dtype))
            return self._logits(out.double().numpy(), X).astype(out.numpy().dtype)

    def _logits(self, out, X):
        """What it hands to its loss as logits. As far as a right network's give the same, they are taken: the rest is lost in them."""
        loss = _name(self.loss_call.func)
        if loss not in (*_TAKES_LOGARITHMS, *_TAKES_PROBABILITIES):
            return out
        right = textbook.forward([(W.astype(float), b.astype(float)) for W, b in self.weights()], X.astype(float), self.activations)[1]
        near = np.isclose(out, _given(right, self.kind, loss), rtol=1e-4, atol=1e-6).all(1, keepdims=True)
        with np.errstate(all='ignore'):
            own = out if loss in _TAKES_LOGARITHMS else np.log(out) - np.log1p(-out)
        return np.where(near, right, own)

    def weights(self):
        return [(linear.weight.detach().numpy().T.copy(), (np.zeros((1, linear.out_features)) if linear.bias is None else linear.bias.detach().numpy().reshape(1, -1).copy())) for linear in _linears(self.module)]

    def set_weights(self, weights):
        _put(self.module, weights)


def _constant(node, loaded):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return loaded.names.get(node.id) if isinstance(node, ast.Name) else None
