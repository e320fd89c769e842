"""What a reader is asked for, where no network was recognised."""
from .trouble import Trouble

_PARTS = {
    'forward': 'computes outputs from rows',
    'backward': 'computes gradients',
}


def not_found(loaded, failures, looked, style, styles):
    """What is asked of the reader: the part that is missing, or what their own code said."""
    theirs = [error for stage, error in failures if isinstance(error, Trouble) and error.file and stage >= 0]
    if theirs:
        worst = max(((stage, error) for stage, error in failures if error in theirs), key=lambda pair: pair[0])[1]
        absent = next((error for error in theirs if 'there is no module' in str(error)), None)
        return Trouble(str(absent or worst), (absent or worst).file, (absent or worst).line)
    defined = [name for name, value in loaded.names.items() if callable(value) and getattr(value, '__module__', None) == loaded.module.__name__]
    for role, does in _PARTS.items():
        if looked and not looked.get(role):
            example = next((name for name in defined if not isinstance(loaded.names[name], type)), 'its_name')
            return Trouble(f"no function that {does} was found among {', '.join(defined[:12]) or 'no functions at all'}. Is it called something else? --map {role}={example}", loaded.path)
    made = next((error for _, error in failures if isinstance(error, Trouble) and error.file), None)
    if made:
        return made
    why = next((str(error) for _, error in reversed(failures)), None)
    tried = f' in the style {style}' if style else ''
    return Trouble(f"no network was recognised{tried} {'among ' + ', '.join(defined[:12]) if defined else 'since it defines no function and no class'}{f': {why}' if why else ''}. The shapes that are known: {', '.join(styles.values())}", loaded.path)
