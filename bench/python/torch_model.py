"""The task's model as nn.Sequential, with its initial weights."""
import torch
from torch import nn


def model_of(task):
    layers = []
    for W, b in task.initial:
        linear = nn.Linear(*W.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T.copy()))  # nn.Linear keeps W as (out, in)
            linear.bias.copy_(torch.from_numpy(b.copy()))
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])
