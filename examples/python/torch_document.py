"""The same network in PyTorch: nn.Sequential, cross-entropy and SGD. Needs torch and NumPy."""
import torch
from torch import nn
from mlp_compare import layers_of, serve

ACTIVATIONS = {'relu': nn.ReLU, 'tanh': nn.Tanh, 'sigmoid': nn.Sigmoid}
torch.set_num_threads(1)  # the same bits on every machine


class Network:
    def __init__(self, model, initial):
        layers = []
        for inputs, outputs, activation in layers_of(model):
            layers.append(nn.Linear(inputs, outputs))
            if activation in ACTIVATIONS:
                layers.append(ACTIVATIONS[activation]())
        self.model = nn.Sequential(*layers)
        self.linear = [layer for layer in layers if isinstance(layer, nn.Linear)]
        self.softmax = model['output']['kind'] == 'softmax'
        self.criterion = nn.CrossEntropyLoss() if self.softmax else nn.BCEWithLogitsLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.1)
        self.set_weights(initial)

    def step(self, X, y, learning_rate):
        targets = torch.tensor(y, dtype=torch.long) if self.softmax else torch.tensor(y[:, None], dtype=torch.float32)
        self.optimizer.param_groups[0]['lr'] = learning_rate
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(torch.from_numpy(X)), targets)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def predict(self, X):
        with torch.no_grad():
            return self.model(torch.from_numpy(X))

    def weights(self):
        return [(layer.weight.T, layer.bias) for layer in self.linear]  # nn.Linear keeps W as (out, in)

    def set_weights(self, weights):
        with torch.no_grad():
            for layer, (W, b) in zip(self.linear, weights):
                layer.weight.copy_(torch.from_numpy(W.T.copy()))
                layer.bias.copy_(torch.from_numpy(b[0]))


serve(Network, 'float32')
