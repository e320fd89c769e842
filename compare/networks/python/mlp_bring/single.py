"""Networks whose functions take one sample: asked for a batch, the mean of its rows' steps is taken, each from the same weights."""
import numpy as np
from .given import named, output_of

FORMS = ('matrix', 'vector')  # a sample is (1, D) or (D, 1), as the batch lies; or (D,)
LISTS = ('list', 'labelled')  # a list of numbers; or with its label at the end


class OneAtATime:
    """A recipe, row by row. @param inner the recipe for one sample"""

    says = "it takes samples one at a time: a batch's step is the mean of its rows' steps, each from the same weights"

    def __init__(self, inner, form, K=None):
        self.__dict__.update(inner=inner, form=form, K=K, columns=False)

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __setattr__(self, name, value):
        if name == 'placeholders':
            value = [self._rows(labels, 1)[0] if np.ndim(labels) else labels for labels in value]
        if name == 'columns':
            self.__dict__['columns'] = value
        setattr(self.inner, name, value)

    @property
    def rank(self):
        return 4 + self.inner.rank  # after all that take a batch

    def start(self, widths):
        return OneAtATime(self.inner.start(widths), self.form, widths[-1])

    def _samples(self, X, y, rows):
        return [[*x, label] for x, label in zip(self._rows(X, rows), np.asarray(y).reshape(rows, -1)[:, 0].tolist())] if self.form == 'labelled' else self._rows(X, rows)

    def _rows(self, M, rows):
        """Its samples, or their labels, one by one."""
        M = np.asarray(M)
        if M.ndim == 1:
            return [M[i:i + 1] if self.form == 'matrix' else M[i].item() for i in range(rows)]
        along = M.T if self.columns else M
        if self.form in LISTS:
            return along[:rows].tolist()
        lie = (lambda row: row.reshape(-1, 1)) if self.columns else (lambda row: row.reshape(1, -1))
        return [lie(along[i]) if self.form == 'matrix' else along[i].copy() for i in range(rows)]

    def forward(self, X, rows):
        outputs = []
        for x in self._samples(X, np.zeros(rows), rows):
            output = output_of(named(*self.inner.forward(x, 1)), 1, self.K)
            if output is None:
                return None, [None]
            outputs.append(np.asarray(output, float).reshape(-1))
        P = np.array(outputs)
        return P.T if self.columns else P, [None]

    def step(self, X, y, rate, rows, K):
        before = _copied(self.inner.get())
        losses, gradients, changes = [], [], []
        for x, target in zip(self._samples(X, y, rows), self._rows(y, rows)):
            self.inner.set(_copied(before))
            loss, of = self.inner.step(x, target, rate, 1, K)
            losses.append(loss)
            (changes if of is None else gradients).append(_copied(self.inner.get() if of is None else of))
        self.inner.set(_mean(changes) if changes else before)
        return None if None in losses else float(np.mean(losses)), _mean(gradients) if gradients else None


def _copied(pairs):
    return [tuple(None if M is None else np.array(M, float) for M in pair) for pair in pairs]


def _mean(each):
    """Layer by layer."""
    return [tuple(None if of[0] is None else np.mean(of, axis=0) for of in zip(*layer)) for layer in zip(*each)]
