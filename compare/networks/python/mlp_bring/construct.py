"""Objects of theirs, made for widths of ours."""
import re
from .calling import Scope, Unfilled, call, parameters_of
from .roles import roles_in
from .trouble import Trouble


def construct(cls, widths, data=None, **given):
    """An object of theirs for these widths. @param data (X, y) for one that is made with its rows @raises Unfilled"""
    hidden, names = list(widths[1:-1]), [p.name for p in parameters_of(cls)]
    several = [name for name in names if 'hidden' in roles_in(name) and not re.search('bias|weight', name) and not {'inputs', 'classes', 'sizes'} & set(roles_in(name)[:1])]
    scope = Scope(sizes=list(widths), inputs=widths[0], classes=widths[-1], hidden=hidden, **{**{'lr': 0.125, 'epochs': 1, 'batch_size': 4, 'm': 4, 'reg': 0.0}, **given})
    has_classes = any('classes' in roles_in(name)[:1] or name in ('K', 'C') for name in names)
    for name in names:
        if len(several) > 1 and name in several:
            if len(several) != len(hidden):
                raise Unfilled(f'{cls.__name__} has {len(several)} hidden layers')
            scope.names[name] = hidden[several.index(name)]
        elif 'inputs' in roles_in(name)[:1] and 'hidden' not in roles_in(name)[:1]:
            scope.names[name] = widths[0]
        elif 'sizes' in roles_in(name)[:1] and 'hidden' in name:
            scope.names[name] = hidden
        elif 'sizes' in roles_in(name)[:1] and has_classes:
            scope.names[name] = hidden
        elif 'sizes' in roles_in(name)[:1] and any('inputs' in roles_in(other)[:1] for other in names):
            scope.names[name] = hidden + [widths[-1]]
    tries = [lambda: call(cls, scope)]
    if len(set(hidden)) == 1:
        def with_number():
            for name in names:
                if scope.names.get(name) == hidden or (name not in scope.names and 'hidden' in roles_in(name)):
                    scope.names[name] = hidden[0]
            return call(cls, scope)
        tries.insert(0 if len(hidden) == 1 else 1, with_number)

    def with_list():  # MLP(nin, nouts)
        scope.names.update({name: list(widths[1:]) for name in names if 'classes' in roles_in(name)[:1]})
        return call(cls, scope)

    def with_data():
        scope.roles.update(X=data[0], y=data[1])
        return call(cls, scope)
    if has_classes and not several:
        tries.append(with_list)
    if data is not None:
        tries.append(with_data)
    return _first(tries)


def _first(tries):
    last = None
    for attempt in tries:
        try:
            return attempt()
        except (Unfilled, Trouble) as error:
            last = error
    raise last
