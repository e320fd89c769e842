"""math.exp and math.log as NumPy has them: infinite where Python's own raise an error, which would answer nothing else of the question."""
import math, types

_EXP, _LOG = math.exp, math.log


def exp(x):
    try:
        return _EXP(x)
    except OverflowError:
        return math.inf


def log(x, *base):
    if base or x > 0:
        return _LOG(x, *base)
    return -math.inf if x == 0 else math.nan


def lend_math(names):
    """Puts them in the place of Python's in a file's own names. @returns what is said of it, or None"""
    own = types.ModuleType('math')
    own.__dict__.update(vars(math), exp=exp, log=log)
    places = {math: own, _EXP: exp, _LOG: log}
    lent = {name: places[value] for name, value in names.items() if isinstance(value, (types.ModuleType, types.BuiltinFunctionType)) and value in places}
    names.update(lent)
    return 'math.exp and math.log are infinite here where they would raise an error, as NumPy has it' if lent else None
