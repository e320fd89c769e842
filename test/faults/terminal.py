"""Runs a program on a terminal of its own, as a person would: python3 terminal.py COLUMNS ROWS AWAITED END PROGRAM...

When AWAITED, a regular expression, is on the terminal, END is done: 'Ctrl-C' is typed, 'SIGTERM' sent, or nothing. All that the
terminal was sent goes to stdout; the exit code is the program's, or 99 where it ended without having shown AWAITED.
"""
import fcntl, os, pty, re, signal, struct, sys, termios

columns, rows, awaited, end, *program = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', int(rows), int(columns), 0, 0))
    os.execvp(program[0], program)
seen = b''
done = False
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:  # EIO: the program has ended
        break
    if not piece:
        break
    seen += piece
    if not done and re.search(awaited.encode(), seen):
        done = True
        if end == 'Ctrl-C':
            os.write(terminal, b'\x03')
        elif end == 'SIGTERM':
            os.kill(pid, signal.SIGTERM)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
if not done:
    print(f'\nThe program ended (status {status}) and never showed {awaited!r}.')
    sys.exit(99)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
