"""The matrix products of a training step and nothing else, by NumPy's BLAS: X·W and Xᵀ·dY of every layer, dY·Wᵀ of all but the first."""
import sys
import numpy as np
from bench_row import Task, serve


def products(task):
    random = np.random.default_rng(1)
    normal = lambda *shape: random.standard_normal(shape, np.float32)
    rows = task.batch_size
    for l, (W, _) in enumerate(task.initial):
        inputs, outputs = W.shape
        X, dY = normal(rows, inputs), normal(rows, outputs)
        yield X, W, np.empty((rows, outputs), np.float32)
        yield X.T, dY, np.empty((inputs, outputs), np.float32)
        if l > 0:
            yield dY, W.T, np.empty((rows, inputs), np.float32)


def steps(task):
    every = list(products(task))
    matmul = np.matmul
    while True:
        for A, B, C in every:
            matmul(A, B, out=C)
        yield task.batch_size, None


task = Task(sys.argv[1])
blas = np.show_config(mode='dicts')['Build Dependencies']['blas']
serve(f"{blas['name']} {blas['version']}, float32", steps(task), 1)
