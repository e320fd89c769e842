"""A PyTorch module with its loss and its optimiser, so that a port is held against the original."""
import ast
import numpy as np
import torch
from . import textbook
from .loop import ADDED_UP, adds_up
from .found import Found
from .outputs import distance
from .torch_parts import LOSSES, TAKES_LOGARITHMS, TAKES_PROBABILITIES, constant, is_optimiser, linears, makers, name_of, sequential_of


def torch_network(loaded, words, failures, _):
    """@returns what recognise.py hands on, or None"""
    calls = [node for tree, _ in loaded.trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    loss = next(((node, name) for node in calls if (name := name_of(node.func)) in LOSSES), None)
    optimiser = next((node for node in calls if is_optimiser(node.func)), None)
    sequential = sequential_of(loaded)
    classes = [cls for cls in loaded.names.values() if isinstance(cls, type) and issubclass(cls, torch.nn.Module) and cls.__module__ == loaded.module.__name__]
    if loss is None or not (classes or sequential):
        return None
    for make, depth, widths in makers(classes, sequential, failures):
        kind = LOSSES[loss[1]]
        activations = _read(make, depth, widths, kind, loss[1])
        says = [f'style: a PyTorch module, {_called(make)}, with {loss[1]} and {name_of(optimiser.func) if optimiser else "no optimiser of its own: SGD"} (--style torch)']
        says += [ADDED_UP] if adds_up(loaded) else []
        if activations[1] > 1e-5:
            says.append(f"its outputs are not the logits that {loss[1]} is computed on in a network of {activations[0]}: no activation tried fits")
        model = {'layers': depth, 'activations': [activations[0]] * (depth - 1), 'output': kind, **({'widths': widths} if widths else {})}
        return Found(lambda model, initial: _Network(make, loss[0], optimiser, loaded, model, initial), {'style': 'torch', 'says': says, 'model': model, 'sure': bool(activations[1] < 1e-5)})
    return None


def _called(make):
    return getattr(make, 'called', 'Sequential')


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
    near = {name: distance(Z, _given(textbook.forward(layers, X, [name] * (depth - 1))[1], kind, loss)) for name in textbook.ACTIVATIONS}
    best = min(near, key=near.get)
    if near[best] > 1e-5:  # probabilities in place of logits: the activation shows in these
        squashed = {name: min(distance(Z, textbook.outputs(textbook.forward(layers, X, [name] * (depth - 1))[1], of)) for of in ('softmax', 'sigmoid')) for name in textbook.ACTIVATIONS}
        best = min(squashed, key=squashed.get)
    return best, near[best]


def _given(Z, kind, loss):
    """What a module with these logits hands to that loss."""
    if loss in TAKES_LOGARITHMS:
        return Z - Z.max(1, keepdims=True) - np.log(np.exp(Z - Z.max(1, keepdims=True)).sum(1, keepdims=True))
    return textbook.outputs(Z, kind) if loss in TAKES_PROBABILITIES else Z


def _put(module, layers):
    with torch.no_grad():
        for linear, (W, b) in zip(linears(module), layers):
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
        keywords = {keyword.arg: constant(keyword.value, loaded) for keyword in optimiser.keywords if keyword.arg not in ('lr', 'params')} if optimiser else {}
        kind = getattr(torch.optim, name_of(optimiser.func)) if optimiser else torch.optim.SGD
        self.optimiser = kind(self.module.parameters(), lr=0.1, **{name: value for name, value in keywords.items() if value is not None})
        self.dtype = next(self.module.parameters()).dtype

    def _loss(self, output, y):
        name = name_of(self.loss_call.func)
        functional = name[0].islower()
        if not functional:
            keywords = {keyword.arg: constant(keyword.value, self.loaded) for keyword in self.loss_call.keywords}
            measure = getattr(torch.nn, name)(**{key: value for key, value in keywords.items() if value is not None})
        else:
            measure = getattr(torch.nn.functional, name)
        if LOSSES[name] == 'softmax':
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
        loss = name_of(self.loss_call.func)
        if loss not in (*TAKES_LOGARITHMS, *TAKES_PROBABILITIES):
            return out
        right = textbook.forward([(W.astype(float), b.astype(float)) for W, b in self.weights()], X.astype(float), self.activations)[1]
        near = np.isclose(out, _given(right, self.kind, loss), rtol=1e-4, atol=1e-6).all(1, keepdims=True)
        with np.errstate(all='ignore'):
            own = out if loss in TAKES_LOGARITHMS else np.log(out) - np.log1p(-out)
        return np.where(near, right, own)

    def weights(self):
        return [(linear.weight.detach().numpy().T.copy(), (np.zeros((1, linear.out_features)) if linear.bias is None else linear.bias.detach().numpy().reshape(1, -1).copy())) for linear in linears(self.module)]

    def set_weights(self, weights):
        _put(self.module, weights)
