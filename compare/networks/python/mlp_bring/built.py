"""A model that layers are added to, one after the other, as Keras has it: model.add(Dense(n, m, activation='relu'))."""
import ast
from .calling import Unfilled, owed, parameters_of
from .instance import Instance
from .parts import Parts, dense_of, method_of
from .trouble import Trouble


class Built(Instance):
    """An owner: such a model, of as many of the file's dense layers as there are widths."""

    def __init__(self, loaded, cls, parts):
        super().__init__(loaded, cls, 0)
        self.parts, self.named = parts, _named_activations(loaded, parts.dense)

    def make(self, widths, data=None, **given):
        model, parts = self.cls(), self.parts
        for l, (n, m) in enumerate(zip(widths, widths[1:])):
            is_last = l == len(widths) - 2
            model.add(self._dense(n, m, is_last))
            activation = parts.ends if is_last else next(iter(parts.order), None)
            if activation and not self.named:
                model.add(parts.activations[activation]())
        return model

    def _dense(self, n, m, is_last):
        if not self.named:
            return dense_of(self.parts.dense, n, m)
        parameter, first, last = self.named
        return self.parts.dense(n, m, **{parameter: last if is_last else first})


def _named_activations(loaded, dense):
    """(the parameter that names a layer's activation, that of the first layer, that of the last) as the file gives them; None where it gives none."""
    names = [p.name for p in parameters_of(dense)]
    parameter = next((name for name in names if 'activ' in name.lower()), None)
    calls = [node for tree, _ in loaded.trees for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, 'id', None) == dense.__name__]
    given = []
    for node in sorted(calls, key=lambda node: node.lineno):
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        at = names.index(parameter) if parameter else len(names)
        value = keywords.get(parameter, node.args[at] if at < len(node.args) else None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            given.append(value.value)
    return (parameter, given[0], given[-1]) if given else None


def built_models(loaded, classes):
    """An owner for each class of the file that its dense layers may be added to."""
    adding = [cls for cls in classes if callable(getattr(cls, 'add', None)) and not owed(cls) and method_of(cls, 'forward')]
    if not adding:
        return []
    parts = Parts(loaded)
    if not parts.dense:
        return []
    found = []
    for cls in adding:
        try:
            found.append(Built(loaded, cls, parts).fresh([5, 7, 9, 3]))
        except (Unfilled, Trouble, TypeError, ValueError, KeyError):
            continue
    return found
