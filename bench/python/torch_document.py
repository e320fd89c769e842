"""The document's PyTorch program: nn.Sequential, DataLoader, cross-entropy, SGD."""
import sys
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from bench_row import Task, serve
from torch_model import model_of


def steps(task):
    model = model_of(task)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=task.learning_rate)
    dataset = TensorDataset(torch.from_numpy(task.X), torch.from_numpy(task.y))
    loader = DataLoader(dataset, batch_size=task.batch_size, shuffle=True)
    while True:
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            yield len(y), loss.item()


torch.set_num_threads(1)
task = Task(sys.argv[1])
serve(f'PyTorch {torch.__version__}, float32', steps(task), task.steps_per_epoch)
