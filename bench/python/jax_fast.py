"""JAX, a whole epoch compiled into one program by XLA: a step that is called from Python costs .1 ms beside its arithmetic."""
import os, sys

os.environ['JAX_PLATFORMS'] = 'cpu'
os.environ['XLA_FLAGS'] = '--xla_cpu_multi_thread_eigen=false'
cores = os.sched_getaffinity(0)
os.sched_setaffinity(0, {min(cores)})  # XLA makes a thread for each core that it sees
import jax
import jax.numpy as jnp
import numpy as np
from bench_row import Task, serve


def loss_of(layers, X, y):
    A = X
    for W, b in layers[:-1]:
        A = jnp.maximum(A @ W + b, 0)
    W, b = layers[-1]
    Z = A @ W + b
    return (jax.nn.logsumexp(Z, axis=1) - jnp.take_along_axis(Z, y[:, None], axis=1)[:, 0]).mean()


def epoch_of(task):
    """(layers, order) to (layers, sum of the rows' losses); the full batches in a loop, then the short last one."""
    def step(layers, rows):
        loss, gradients = jax.value_and_grad(loss_of)(layers, X[rows], y[rows])
        return jax.tree.map(lambda w, g: w - task.learning_rate * g, layers, gradients), loss * len(rows)

    X, y = jnp.asarray(task.X), jnp.asarray(task.y, jnp.int32)
    full = task.rows - task.rows % task.batch_size

    def epoch(layers, order):
        layers, losses = jax.lax.scan(step, layers, order[:full].reshape(-1, task.batch_size))
        total = losses.sum()
        if full < task.rows:
            layers, loss = step(layers, order[full:])
            total += loss
        return layers, total

    return jax.jit(epoch, donate_argnums=0)


def epochs(task):
    layers = [(jnp.asarray(W), jnp.asarray(b)) for W, b in task.initial]
    epoch, random = epoch_of(task), np.random.default_rng(1)
    while True:
        layers, total = epoch(layers, random.permutation(task.rows).astype(np.int32))
        yield task.rows, float(total) / task.rows


jax.devices()
os.sched_setaffinity(0, cores)
serve(f'JAX {jax.__version__} on XLA, float32, an epoch at a time', epochs(Task(sys.argv[1])), 1)
