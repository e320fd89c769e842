"""The imports of a reader's file: those that its definitions use; what is not there is told by whoever uses it."""
import ast, sys
from .trouble import Trouble


class Absent(Exception):
    """Something of a module that is not installed was used."""


class _Absent:
    """Stands for what could not be imported; whoever uses it is told which module that was."""

    def __init__(self, says):
        object.__setattr__(self, '_says', says)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        raise Absent(self._says)

    def __call__(self, *_, **__):
        raise Absent(self._says)

    def __mro_entries__(self, _):
        raise Absent(self._says)


def run_import(statement, name, loaded, used):
    star = any(alias.name == '*' for alias in statement.names)
    wanted = [alias for alias in statement.names if star or (alias.asname or alias.name.split('.')[0]) in used]
    future = isinstance(statement, ast.ImportFrom) and statement.module == '__future__'
    if future or not wanted:
        return
    part = ast.copy_location(type(statement)(**{**dict(ast.iter_fields(statement)), 'names': wanted}), statement)
    try:
        exec(compile(ast.Module([part], []), name, 'exec'), loaded.names)
    except Exception as error:
        module = getattr(error, 'name', None) or getattr(statement, 'module', None) or wanted[0].name
        if not isinstance(error, ImportError):
            raise Trouble(f'importing {module} raised {type(error).__name__}: {error}', name, statement.lineno)
        says = f"there is no module {module!r} for {sys.executable}, which line {statement.lineno} imports. Install it (pip install {module.split('.')[0]}), or name another Python: --python <program>"
        for alias in wanted:
            loaded.names[alias.asname or alias.name.split('.')[0]] = _Absent(says)
            loaded.absent[alias.asname or alias.name.split('.')[0]] = (name, statement.lineno, says)
