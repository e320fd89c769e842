"""The task that all rows of a table share, and the conversation with the benchmark (see ../protocol.ts)."""
import json, re, resource, sys, time
from pathlib import Path
import numpy as np


class Task:
    def __init__(self, folder):
        folder = Path(folder)
        header = json.loads((folder / 'task.json').read_text())
        self.sizes, self.rows = header['sizes'], header['rows']
        self.batch_size, self.learning_rate = header['batchSize'], header['learningRate']
        self.X = np.fromfile(folder / 'X.f32', '<f4').reshape(self.rows, self.sizes[0])
        self.y = np.fromfile(folder / 'y.u32', '<u4').astype(np.int64)
        numbers = np.fromfile(folder / 'initial.f32', '<f4')
        self.initial, at = [], 0  # (W, b) of every layer, W (in, out)
        for inputs, outputs in zip(self.sizes, self.sizes[1:]):
            end = at + inputs * outputs
            self.initial.append((numbers[at:end].reshape(inputs, outputs), numbers[end:end + outputs]))
            at = end + outputs

    @property
    def steps_per_epoch(self):
        return -(-self.rows // self.batch_size)


def serve(description, steps, steps_per_epoch):
    """`steps` yields (samples, mean loss or None) for every step it takes, without end."""
    taken = [next(steps) for _ in range(steps_per_epoch)]
    started = {'description': description, 'cpuSeconds': time.process_time()}
    if taken[0][1] is not None:
        started['loss'] = float(sum(n * loss for n, loss in taken) / sum(n for n, _ in taken))
    say(started)
    for line in sys.stdin:
        say(slice_of(steps, json.loads(line)['seconds']))
    say({'peakBytes': peak_bytes()})


def say(message):
    print(json.dumps(message), flush=True)


def slice_of(steps, seconds):
    """Works for at least so many seconds of processor time."""
    samples, cpu, start = 0, time.process_time(), time.perf_counter()
    while (left := seconds - (time.process_time() - cpu)) > 0:
        end = time.perf_counter() + left
        while True:
            samples += next(steps)[0]
            if time.perf_counter() >= end:
                break
    return {'samples': samples, 'cpuSeconds': time.process_time() - cpu, 'wallSeconds': time.perf_counter() - start}


def peak_bytes():
    try:
        return 1024 * int(re.search(r'VmHWM:\s*(\d+) kB', Path('/proc/self/status').read_text())[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
