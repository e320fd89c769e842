"""A reader's file without its training: imports, functions, classes and simple constants are run, all else is only read."""
import ast, json, os, sys, types
from .imports import Absent, run_import
from .trouble import Trouble

# What stands in a constant: numbers, texts, arithmetic, containers of them, functions without a name.
_CONSTANT = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.operator, ast.unaryop, ast.expr_context, ast.Compare, ast.cmpop)


class Loaded:
    """The namespace of the file, and what the tree says of what was not run."""

    def __init__(self, path):
        self.path = path
        self.module = types.ModuleType(os.path.splitext(os.path.basename(path))[0])
        self.module.__file__ = path
        self.names = self.module.__dict__
        self.trees = []  # (tree, file name)
        self.skipped = {}  # name: line of the assignment that was not run
        self.absent = {}  # name: (module, line) of an import that is not there


def load(path, run_all=False):
    """@raises Trouble for a file that does not parse, or whose definitions do not run"""
    loaded = Loaded(path)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    sys.modules[loaded.module.__name__] = loaded.module  # dataclasses and pickles look themselves up
    for name, text in _cells(path):
        try:
            loaded.trees.append((ast.parse(text, name), name))
        except SyntaxError as error:
            raise Trouble(f'it is no Python: {error.msg}' + (f' ({error.text.strip()!r})' if error.text else ''), name, error.lineno)
    used = _used_in_definitions(loaded, run_all)
    for tree, name in loaded.trees:
        for statement in tree.body:
            _run(statement, name, loaded, used, run_all)
    return loaded


def _cells(path):
    """[(name, text)]: the file itself, or a notebook's cells of code, without what is for the notebook alone."""
    try:
        with open(path, encoding='utf-8') as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f'it cannot be read: {error}', path)
    if not path.endswith('.ipynb'):
        return [(path, text)]
    try:
        cells = json.loads(text)['cells']
    except (ValueError, KeyError, TypeError):
        raise Trouble("it is no notebook: a JSON object with 'cells' is expected", path)
    code = [cell for cell in cells if cell.get('cell_type') == 'code']
    return [(f'{path}, cell {number}', _plain(''.join(cell.get('source', [])))) for number, cell in enumerate(code, 1)]


def _plain(text):
    """%magic and !shell lines become comments, so that lines keep their numbers; a cell of %%magic is none of ours."""
    if text.lstrip().startswith('%%') and not text.lstrip().startswith(('%%time', '%%capture')):
        return ''
    return '\n'.join('pass #' + line if line.lstrip().startswith(('%', '!')) and line == line.lstrip() else line for line in text.split('\n'))


def _is_definition(statement):
    return isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef))


def _used_in_definitions(loaded, run_all):
    """Every name that a function, class or constant mentions: an import that none of them mentions is not worth its time."""
    kept = [statement for tree, _ in loaded.trees for statement in tree.body if run_all or _is_definition(statement) or _is_constant(statement, loaded)]
    used = {node.id for statement in kept for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return used | _of_torch(loaded)


def _of_torch(loaded):
    """What is imported of torch itself: a module may stand outside of every definition."""
    found = set()
    for tree, _ in loaded.trees:
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or '').split('.')[0] == 'torch' or isinstance(node, ast.Import):
                found |= {alias.asname or alias.name.split('.')[0] for alias in node.names if isinstance(node, ast.ImportFrom) or alias.name.split('.')[0] == 'torch'}
    return found


def _is_constant(statement, loaded):
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
        return False
    if isinstance(statement.value, ast.Lambda):
        return True
    names = loaded.names
    return all(isinstance(node, _CONSTANT) or (isinstance(node, ast.Name) and node.id in names) for node in ast.walk(statement.value))


def _run(statement, name, loaded, used, run_all):
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return run_import(statement, name, loaded, used)
    imports = isinstance(statement, ast.Try) and all(isinstance(part, (ast.Import, ast.ImportFrom)) for part in statement.body)
    if not (run_all or imports or _is_definition(statement) or _is_constant(statement, loaded)):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                loaded.skipped.setdefault(node.id, (name, node.lineno))
        return
    try:
        exec(compile(ast.Module([statement], []), name, 'exec'), loaded.names)
    except Exception as error:
        _told(error, statement, name, loaded)


def _told(error, statement, name, loaded):
    missing = getattr(error, 'name', None) if isinstance(error, (NameError, ModuleNotFoundError)) else None
    if isinstance(error, Absent):
        raise Trouble(str(error), name, statement.lineno)
    if isinstance(error, NameError) and missing in loaded.skipped:
        cell, line = loaded.skipped[missing]
        where = f'line {line}' if cell == name else f'line {line} of {cell.split(", ")[-1]}'
        raise Trouble(f'it needs {missing!r}, which {where} computes; that line is not run, since only definitions are. --run-all runs the whole file', name, statement.lineno)
    if isinstance(error, FileNotFoundError):
        raise Trouble(f'it needs a file that is not there: {error.filename or error}. Without --run-all only imports, definitions and constants are run', name, statement.lineno)
    line = error.__traceback__.tb_next.tb_lineno if error.__traceback__ and error.__traceback__.tb_next else statement.lineno
    raise Trouble(f'loading it raised {type(error).__name__}: {error}', name, line)
