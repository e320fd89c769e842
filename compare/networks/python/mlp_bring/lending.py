"""What is lent to a network of theirs that it would have of its data or its constructor: the rows of a batch, the learning rate."""
import re

_RATE = re.compile(r'(^|_)(lr|learning_?rate|eta|alpha|step_size)(_init)?_?$', re.I)


def lend_to(holder, rows, rate, depth=0):
    own = getattr(holder, '__dict__', {})
    for name, value in list({**vars(type(holder)), **own}.items() if own else ()):  # a rate may be the class's
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if _RATE.search(name):
                setattr(holder, name, rate)
            elif name in ('m', 'batch_size', 'n_samples', 'num_examples'):
                setattr(holder, name, rows)
        elif depth < 1 and hasattr(value, '__dict__') and not callable(value):
            lend_to(value, rows, rate, depth + 1)
