"""An estimator as scikit-learn has them: fit, predict_proba, coefs_ and intercepts_. A step is what its fit does with one batch, from our weights."""
import numpy as np
from .calling import parameters_of
from .construct import construct
from .instance import Instance
from .roles import roles_in
from .steps import Steps


class Estimator(Instance):
    kind = 'class'

    def fresh(self, widths, **given):
        made = Estimator(self.loaded, self.cls, len(widths) - 1)
        made.given = given
        made.object = construct(_beginning_with(self.cls), widths, **given)
        made.slots = [((('attr', 'coefs_'), ('index', l)), (('attr', 'intercepts_'), ('index', l))) for l in range(len(widths) - 1)]
        made.object.coefs_ = [np.zeros((n, m)) for n, m in zip(widths, widths[1:])]
        made.object.intercepts_ = [np.zeros(m) for m in widths[1:]]
        made.object.classes_ = np.arange(max(2, widths[-1]))
        for name, value in (('n_layers_', len(widths)), ('n_outputs_', widths[-1]), ('n_features_in_', widths[0])):
            if not hasattr(made.object, name):
                setattr(made.object, name, value)
        return made


def _beginning_with(cls):
    """The class, whose fit begins from the weights that it has: what it draws for them is put aside."""

    def fit(self, *args, **kwargs):
        kept = {name: [np.array(one) for one in getattr(self, name)] for name in ('coefs_', 'intercepts_')}
        self.__dict__['_kept'] = kept
        try:
            return cls.fit(self, *args, **kwargs)
        finally:
            self.__dict__.pop('_kept', None)

    def __setattr__(self, name, value):
        kept = self.__dict__.get('_kept', {})
        if name in kept and len(value) == len(kept[name]):
            value = kept.pop(name)
        object.__setattr__(self, name, value)

    return type(cls.__name__, (cls,), {'fit': fit, '__setattr__': __setattr__, '__module__': cls.__module__, '__init__': cls.__init__})


def estimator_recipes(loaded):
    """A way for each method that may take the step: one that takes a batch, or fit itself, told to pass over the rows once."""
    found = []
    for cls in [value for value in loaded.names.values() if isinstance(value, type) and value.__module__ == loaded.module.__name__]:
        if not hasattr(cls, 'fit') or not (hasattr(cls, 'predict_proba') or hasattr(cls, 'decision_function')):
            continue
        forward = getattr(cls, 'decision_function', None) or cls.predict_proba
        steps = [f for name, f in vars(cls).items() if callable(f) and name not in ('fit', 'score') and {'X', 'y'} <= {role for p in parameters_of(f) for role in roles_in(p.name)[:1]}]
        steps = sorted(steps, key=lambda f: f.__name__ != 'partial_fit') + [cls.fit]
        for step in steps:
            recipe = Steps(Estimator(loaded, cls, 0), {'forward': forward, 'cost': [], 'whole': step})
            recipe.cls = cls
            found.append(recipe)
    return found
