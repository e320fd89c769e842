"""The task's model as nn.Sequential, with its initial weights, and its optimiser; variations as bench/variations.ts has them."""
import torch
from torch import nn

ACTIVATIONS = {'leaky-relu': nn.LeakyReLU, 'elu': nn.ELU, 'tanh': nn.Tanh, 'gelu': nn.GELU}
OPTIMISERS = {
    'momentum': lambda parameters: torch.optim.SGD(parameters, lr=0.01, momentum=0.9),
    'adam': lambda parameters: torch.optim.Adam(parameters, lr=0.001),
}


def model_of(task, variation='sgd'):
    activation = ACTIVATIONS.get(variation, nn.ReLU)
    layers = []
    for W, b in task.initial:
        linear = nn.Linear(*W.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T.copy()))  # nn.Linear keeps W as (out, in)
            linear.bias.copy_(torch.from_numpy(b.copy()))
        layers += [linear, activation()]
    return nn.Sequential(*layers[:-1])


def optimiser_of(model, task, variation='sgd'):
    if variation in OPTIMISERS:
        return OPTIMISERS[variation](model.parameters())
    return torch.optim.SGD(model.parameters(), lr=task.learning_rate)
