"""Batch normalisation, dropout and Adam, all PyTorch's own, taken into the comparison as they are:

npm run compare -- --network 'python3 examples/python/torch_batch_norm.py' \
    --normalise batch --dropout 0.2 --optimizer adam --learning-rate 0.01

It has ReLU layers and a softmax. What is given to it are the weights at first and, in every step, the masks of dropout.
"""
import torch
from torch import nn
from mlp_compare import layers_of, serve

torch.set_num_threads(1)


class Layer(nn.Module):
    """relu(norm(a·W + b)) ⊙ mask; the last has neither norm nor relu."""

    def __init__(self, inputs, outputs, is_last):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.norm = None if is_last else nn.BatchNorm1d(outputs)

    def forward(self, a, mask=None):
        z = self.linear(a)
        if self.norm is None:
            return z
        a = torch.relu(self.norm(z))
        return a if mask is None else a * torch.as_tensor(mask)

    @property
    def parameters_in_order(self):
        """W, b, γ, β, as the comparison has them; PyTorch keeps W as (out, in)."""
        return [self.linear.weight, self.linear.bias, *([self.norm.weight, self.norm.bias] if self.norm else [])]


class Network:
    def __init__(self, model, initial, training):
        sizes = layers_of(model)
        self.layers = nn.ModuleList(Layer(inputs, outputs, l == len(sizes) - 1) for l, (inputs, outputs, _) in enumerate(sizes))
        hyper = {'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, **training['optimiser'].get('hyper', {})}
        self.adam = torch.optim.Adam(self.layers.parameters(), betas=(hyper['beta1'], hyper['beta2']), eps=hyper['epsilon'])
        self.set_weights(initial)

    def forward(self, X, masks=()):
        a = torch.as_tensor(X)
        for l, layer in enumerate(self.layers):
            a = layer(a, masks[l] if l < len(masks) else None)
        return a

    def step(self, X, y, learning_rate, masks=()):
        self.layers.train()
        self.adam.param_groups[0]['lr'] = learning_rate
        self.adam.zero_grad()
        loss = nn.functional.cross_entropy(self.forward(X, masks), torch.as_tensor(y))
        loss.backward()
        self.adam.step()
        return loss.item()

    def predict(self, X):
        self.layers.eval()
        with torch.no_grad():
            return self.forward(X)

    def weights(self):
        return self.by_layer(lambda parameter: parameter.detach())

    def set_weights(self, weights):
        self.set_each(weights, lambda parameter: parameter.data)

    def state(self):
        moment = lambda name: self.by_layer(lambda parameter: self.remembered(parameter)[name])
        norms = [layer.norm and {'mean': layer.norm.running_mean, 'variance': layer.norm.running_var} for layer in self.layers]
        return {'steps': self.steps(), 'tensors': {'m': moment('exp_avg'), 'v': moment('exp_avg_sq')}, 'running': norms}

    def set_state(self, state):
        for parameter in self.layers.parameters():
            self.remembered(parameter)['step'] = torch.tensor(float(state['steps']))
        self.set_each(state['tensors']['m'], lambda parameter: self.remembered(parameter)['exp_avg'])
        self.set_each(state['tensors']['v'], lambda parameter: self.remembered(parameter)['exp_avg_sq'])
        for layer, kept in zip(self.layers, state.get('running', [])):
            if kept:
                layer.norm.running_mean.copy_(torch.as_tensor(kept['mean']))
                layer.norm.running_var.copy_(torch.as_tensor(kept['variance']))

    def steps(self):
        return int(self.remembered(self.layers[0].linear.weight)['step'])

    def remembered(self, parameter):
        """What Adam keeps of a parameter: it makes it in its first step, here it is there from the beginning."""
        if not self.adam.state[parameter]:
            moments = {name: torch.zeros_like(parameter) for name in ('exp_avg', 'exp_avg_sq')}
            self.adam.state[parameter] = {'step': torch.tensor(0.0), **moments}
        return self.adam.state[parameter]

    def by_layer(self, of):
        return [tuple(of(p).T if p.ndim == 2 else of(p) for p in layer.parameters_in_order) for layer in self.layers]

    def set_each(self, tensors, of):
        for layer, values in zip(self.layers, tensors):
            for parameter, value in zip(layer.parameters_in_order, values):
                value = torch.as_tensor(value).to(parameter.dtype)
                of(parameter).copy_(value.T if parameter.ndim == 2 else value.reshape(-1))


serve(Network)
