"""What a reader is told where a file cannot be taken as it is: one line, with its own place."""
import os, traceback

HERE = os.path.dirname(os.path.abspath(__file__))


class Trouble(Exception):
    """A message for the reader, with the file and line that it is about."""

    def __init__(self, message, file=None, line=None):
        super().__init__(message)
        self.file, self.line = file, line

    def told(self):
        """As the protocol has an error."""
        return {'message': str(self), **({'file': self.file} if self.file else {}), **({'line': self.line} if self.line else {})}


def place_of(error, known):
    """(file, line) of the innermost frame in the reader's own files; `known` tells which those are."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if known(frame.filename)]
    return (frames[-1].filename, frames[-1].lineno) if frames else (None, None)


def is_theirs(filename):
    """Neither this helper, nor the protocol's, nor a library."""
    own = filename.startswith(HERE) or os.path.basename(filename) == 'mlp_compare.py'
    return not own and not filename.endswith('.pyx') and 'site-packages' not in filename and not filename.startswith('<') and f'{os.sep}lib{os.sep}python' not in filename


def shape_of(value):
    """'(5, 8)', '[(6, 5), (3, 6)]', 'a dict of W1, b1': what was handed over, briefly."""
    if hasattr(value, 'shape'):
        return str(tuple(value.shape))
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key} {shape_of(of)}' if hasattr(of, 'shape') else str(key) for key, of in list(value.items())[:8]) + '}'
    if isinstance(value, (list, tuple)):
        return f'{len(value)} of {shape_of(value[0])}' if value and hasattr(value[0], 'shape') else f'{len(value)} values'
    return repr(value)[:40]
