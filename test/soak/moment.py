"""Runs a program on a terminal of its own until a moment: python3 moment.py MOMENT END MARK PROGRAM...

At the MOMENT, seconds from its start or a file that is there by then, END is done: 'Ctrl-C' is typed, 'SIGKILL' sent to the program
alone, or nothing. Prints as JSON how it ended, whether END came in time, how the terminal's modes are beside what they were, what the
terminal was sent, and the processes of the program's session, or with MARK in their environment, that are still there ten seconds later.
One that has not ended by itself in four minutes is killed, and 'hung'.
"""
import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time

LONGEST = 240
moment, end, mark, *program = sys.argv[1:]
master, terminal = pty.openpty()
modes = termios.tcgetattr(terminal)
begun, begins = os.pipe()  # closed by the program's being there: what is typed earlier reaches nobody
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
    for stream in range(3):
        os.dup2(terminal, stream)
    os.environ['SOAK_MARK'] = mark
    os.execvp(program[0], program)
os.close(begins)
os.read(begun, 1)


def left():
    found = []
    for entry in os.listdir('/proc'):
        if not entry.isdigit() or int(entry) in (os.getpid(), os.getppid()):
            continue
        try:
            stat = open(f'/proc/{entry}/stat').read().rsplit(')', 1)[1].split()
            ours = int(stat[3]) == pid or f'SOAK_MARK={mark}'.encode() in open(f'/proc/{entry}/environ', 'rb').read()
            if ours and stat[0] != 'Z':
                found.append(open(f'/proc/{entry}/cmdline').read().replace('\0', ' '))
        except (OSError, IndexError):
            continue
    return found


start = time.monotonic()


def is_moment():
    return time.monotonic() >= start + float(moment) if re.fullmatch(r'[\d.e-]+', moment) else os.path.exists(moment)


seen, done, hung, status = b'', False, False, None
while status is None or select.select([master], [], [], 0)[0]:
    if select.select([master], [], [], 0.005)[0]:
        seen += os.read(master, 65536)
    if status is None:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            status = os.waitpid(pid, 0)[1]
        elif not done and end != 'nothing' and is_moment():
            done = True
            os.write(master, b'\x03') if end == 'Ctrl-C' else os.kill(pid, signal.SIGKILL)
        elif not hung and time.monotonic() > start + LONGEST:
            hung = True
            os.kill(pid, signal.SIGKILL)

for _ in range(100):
    others = left()
    if not others:
        break
    time.sleep(0.1)
print(json.dumps({'code': os.waitstatus_to_exitcode(status), 'inTime': done, 'hung': hung, 'sameModes': termios.tcgetattr(terminal) == modes,
                  'screen': seen.decode(errors='replace'), 'left': others}))
