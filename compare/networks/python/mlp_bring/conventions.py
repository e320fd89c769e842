"""How a file keeps its numbers: told apart by asking with known weights, and said in words."""
from dataclasses import dataclass
import numpy as np


class Labels(np.ndarray):
    """Classes that say how many there are in all, whatever a batch holds: many a one_hot() counts by y.max()."""

    classes, asked = None, False

    def __array_finalize__(self, other):
        self.classes = getattr(other, 'classes', None)

    def max(self, *args, **kwargs):
        if self.classes is None or self.ndim != 1 or self.dtype.kind not in 'iu' or args or kwargs.get('axis') is not None:
            return np.asarray(self).max(*args, **kwargs)
        Labels.asked = True
        return self.classes - 1


    def __array_function__(self, function, types, args, kwargs):
        if function is np.unique and args and args[0] is self and self.ndim == 1 and self.classes:
            Labels.asked = True
            every, inverse = np.arange(self.classes), np.asarray(self)
            return (every, inverse) if kwargs.get('return_inverse') else every
        return super().__array_function__(function, types, args, kwargs)


def classes(y, number):
    labels = np.asarray(y).astype(np.int64).view(Labels)
    labels.classes = number
    return labels


@dataclass(frozen=True)
class Convention:
    columns: bool = False  # samples are columns
    turned: bool = False  # W is (out, in)
    bias: str = 'row'  # flat (out,), row (1, out), column (out, 1), none
    labels: str = 'classes'  # classes, one-hot, flat, like-output

    def X(self, X):
        return np.ascontiguousarray(X.T) if self.columns else X

    def weights(self, layers):
        shape = {'flat': lambda b: b.reshape(-1), 'row': lambda b: b.reshape(1, -1), 'column': lambda b: b.reshape(-1, 1), 'none': lambda b: None}[self.bias]
        return [(np.array(W.T if self.turned else W), np.array(shape(b)) if self.bias != 'none' else None) for W, b in layers]

    def own(self, pairs):
        """(W (in, out), b (1, out)) again, copies, in whatever form they came."""
        return [(np.array(W.T if self.turned else W, dtype=_float(W)), np.zeros((1, W.shape[0 if self.turned else 1])) if b is None else np.array(b, dtype=_float(b)).reshape(1, -1))
                for W, b in ((np.asarray(W), b) for W, b in pairs)]

    def targets(self, y, K):
        """@param y (B) classes, of two where K is 1; or (B, K) values"""
        y = np.asarray(y)
        if y.ndim == 2:
            return self._laid(y.astype(np.float64))
        if self.labels == 'classes':
            return classes(y, max(2, K))
        if self.labels == 'classes-column':
            return classes(y, max(2, K)).reshape((1, -1) if self.columns else (-1, 1))
        return self._laid(one_hot(y, K))

    def _laid(self, T):
        if self.labels == 'floats':
            return T.reshape(-1)
        return np.ascontiguousarray(T.T) if self.columns else T

    def rows(self, values, B, K):
        """An output as (B, K)."""
        values = np.asarray(values)
        if values.ndim == 1 or K == 1 or B == 1:
            return values.reshape(B, K)
        return values.T if self.columns else values

    def words(self, K, are='labels'):
        labels = {'classes': 'labels as classes (B,)', 'classes-column': f"labels as classes {'(1, B)' if self.columns else '(B, 1)'}", 'floats': f'{are} as numbers (B,)',
                  'one-hot': f"{are} {'one-hot ' if K > 1 and are == 'labels' else ''}{f'({K}, B)' if self.columns else f'(B, {K})'}"}[self.labels]
        bias = {'flat': 'b (out,)', 'row': 'b (1, out)', 'column': 'b (out, 1)', 'none': 'no biases'}[self.bias]
        return f"samples as {'columns' if self.columns else 'rows'}, W {'(out, in)' if self.turned else '(in, out)'}, {bias}, {labels}"


def _float(values):
    dtype = getattr(values, 'dtype', None)
    return np.float32 if dtype is not None and str(dtype).endswith('float32') else np.float64


def one_hot(y, K):
    y = np.asarray(y)
    return y.reshape(-1, 1).astype(np.float64) if K == 1 else np.eye(K)[y.astype(int)]


def candidates(K):
    """Every combination that is met, likeliest first."""
    labels = ['classes', 'one-hot', 'classes-column'] if K > 1 else ['one-hot', 'floats', 'classes', 'classes-column']
    shapes = [(False, False, 'row'), (True, True, 'column'), (False, False, 'flat'), (False, True, 'row'), (False, True, 'flat'), (True, False, 'column'), (False, False, 'none'), (True, True, 'none'), (False, True, 'none'), (True, True, 'flat'), (True, True, 'row'), (False, True, 'column')]
    return [Convention(columns, turned, bias, form) for columns, turned, bias in shapes for form in labels]
