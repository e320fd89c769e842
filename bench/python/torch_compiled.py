"""PyTorch through torch.compile, which writes C++ for what lies between the products; its optimiser fused."""
import sys
import torch
from torch import nn
from bench_row import Task, serve
from torch_model import model_of


def steps(task):
    model = model_of(task)
    loss_of = torch.compile(lambda X, y: nn.functional.cross_entropy(model(X), y), dynamic=False)
    optimizer = torch.optim.SGD(model.parameters(), lr=task.learning_rate, fused=True)
    X, y = torch.from_numpy(task.X), torch.from_numpy(task.y)
    while True:
        for rows in torch.randperm(task.rows).split(task.batch_size):
            optimizer.zero_grad()
            loss = loss_of(X[rows], y[rows])
            loss.backward()
            optimizer.step()
            yield len(rows), loss.item()


torch.set_num_threads(1)
task = Task(sys.argv[1])
mkldnn = 'with' if torch.backends.mkldnn.is_available() else 'without'
serve(f'PyTorch {torch.__version__}, compiled, {mkldnn} oneDNN, float32', steps(task), task.steps_per_epoch)
