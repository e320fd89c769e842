"""PyTorch with batches made by hand instead of a DataLoader."""
import os, sys
import torch
from torch import nn
from bench_row import Task, serve
from torch_model import model_of, optimiser_of


def steps(task, variation):
    model = model_of(task, variation)
    criterion = nn.CrossEntropyLoss()
    optimizer = optimiser_of(model, task, variation)
    X, y = torch.from_numpy(task.X), torch.from_numpy(task.y)
    while True:
        for rows in torch.randperm(task.rows).split(task.batch_size):
            optimizer.zero_grad()
            loss = criterion(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            yield len(rows), loss.item()


torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', 1)))
task = Task(sys.argv[1])
serve(f'PyTorch {torch.__version__}, float32', steps(task, sys.argv[2] if len(sys.argv) > 2 else 'sgd'), task.steps_per_epoch)
