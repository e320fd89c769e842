"""What a PyTorch file has: its modules, its loss and its optimiser, found in its tree and made by its own calls."""
import ast, copy
import torch
from .construct import construct
from .calling import Unfilled
from .trouble import Trouble

LOSSES = {'CrossEntropyLoss': 'softmax', 'cross_entropy': 'softmax', 'NLLLoss': 'softmax', 'nll_loss': 'softmax', 'BCEWithLogitsLoss': 'sigmoid', 'binary_cross_entropy_with_logits': 'sigmoid', 'BCELoss': 'sigmoid', 'binary_cross_entropy': 'sigmoid', 'MSELoss': 'linear', 'mse_loss': 'linear'}
TAKES_LOGARITHMS = ('NLLLoss', 'nll_loss')
TAKES_PROBABILITIES = ('BCELoss', 'binary_cross_entropy')


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ''


def is_optimiser(node):
    found = getattr(torch.optim, name_of(node), None)
    return isinstance(found, type) and issubclass(found, torch.optim.Optimizer)


def sequential_of(loaded):
    """The first nn.Sequential that the file makes outside of its definitions."""
    for tree, name in loaded.trees:
        for statement in tree.body:
            if isinstance(statement, ast.Assign):
                for node in ast.walk(statement.value):
                    if isinstance(node, ast.Call) and name_of(node.func) == 'Sequential':
                        try:
                            return eval(compile(ast.Expression(node), name, 'eval'), loaded.names)
                        except Exception:
                            return None
    return None


def linears(module):
    return [part for part in module.modules() if isinstance(part, torch.nn.Linear)]


def makers(classes, sequential, failures):
    """(make(widths), layers, the widths where they cannot be chosen)"""
    for cls in classes:
        for depth in (3, 2, 4):
            widths = [5, 7, 9, 11][:depth] + [3]
            variants = [widths, [widths[0], *[widths[1]] * (depth - 1), 3]]
            for tried in variants:
                try:
                    module = construct(cls, tried)
                except (Unfilled, Trouble, TypeError) as error:
                    failures.append((0, error))
                    continue
                if [(linear.in_features, linear.out_features) for linear in linears(module)] == list(zip(tried, tried[1:])):
                    make = lambda widths, cls=cls: construct(cls, widths)
                    make.called = f'class {cls.__name__}'
                    yield make, depth, None
        try:
            module = cls()
        except Exception as error:
            failures.append((0, error))
            continue
        yield from _fixed(module, f'class {cls.__name__}')
    if sequential is not None:
        yield from _fixed(sequential, 'Sequential')


def _fixed(module, called):
    found = linears(module)
    widths = [found[0].in_features, *(linear.out_features for linear in found)] if found else []
    if found and all(linear.in_features == n for linear, n in zip(found, widths)):
        make = lambda _: copy.deepcopy(module)
        make.called = called
        yield make, len(found), widths


def constant(node, loaded):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return loaded.names.get(node.id) if isinstance(node, ast.Name) else None
