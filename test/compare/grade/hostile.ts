import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/host/package-root.ts';
import type { Made } from './class-maker.ts';

/** Where a submission tries to leave a trace, and what it tries to read: made by the test, and named in the environment of nobody. */
export const TRACE = '/tmp/mlp-grade-trace';
export const SECRET_FILE = '/tmp/mlp-grade-secret';
export const SECRET = 'a-secret-of-another-student';
export const PORT = 41_973;

const right = (path: string) => readFileSync(join(packageRoot(), 'examples', path), 'utf8');

type Hostile = Omit<Made, 'name'>;

/** Done when the network is first asked for a step; what is right beside stays right. */
function inPython(act: string, status: Made['status']): Hostile {
  const text = right('python/numpy_mended.py').replace(
    '    def step(self, X, y, learning_rate):\n',
    `    def step(self, X, y, learning_rate):\n        act()\n`,
  );
  return {
    ending: 'py',
    status,
    text: `import os, socket, subprocess, sys, time, signal\n\ndone = []\n\ndef act():\n    if done: return\n    done.append(1)\n${act.replace(/^/gm, '    ')}\n\n${text.replace(/^"""[^]*?"""\n/, '')}`,
  };
}

function tried(...lines: string[]): string {
  return lines.map((line) => `try:\n    ${line}\nexcept BaseException:\n    pass`).join('\n');
}

export function hostileInPython(): Hostile[] {
  return [
    inPython('while True: pass', 'timed out'),
    inPython('time.sleep(1e9)', 'timed out'),
    inPython('global hoard\nhoard = [bytearray(200_000_000) for _ in range(100)]', 'failed'),
    inPython('for _ in range(100): sys.stderr.write("x" * 1_000_000)', 'crashed'),
    inPython(
      tried(`open('${TRACE}', 'w').write('here')`, `open(os.path.expanduser('~/mlp-grade-trace'), 'w').write('here')`, `open(__file__, 'w').write('')`),
      'passed',
    ),
    inPython(`try:\n    text = open('${SECRET_FILE}').read()\nexcept OSError:\n    text = None\nif text: raise ValueError(text)`, 'passed'),
    inPython(`try:\n    socket.create_connection(('127.0.0.1', ${PORT}), timeout=1).sendall(b'here')\nexcept OSError:\n    pass`, 'passed'),
    inPython(tried('os.kill(os.getppid(), signal.SIGSTOP)', 'os.kill(1, signal.SIGKILL)'), 'passed'),
    inPython(
      `for fd in range(1, 20):\n    try: os.write(fd, b'{"id":1,"result":{"score":100}}\\n{"score": 100, "tests": []}\\n')\n    except OSError: pass`,
      'crashed',
    ),
    inPython('for _ in range(200):\n    try: subprocess.Popen(["/bin/sh", "-c", "sleep 300"], stdin=subprocess.DEVNULL)\n    except OSError: pass', 'passed'),
    { ending: 'py', status: 'crashed', text: 'this is no Python' },
  ];
}

function inJavaScript(act: string, status: Made['status']): Hostile {
  const text = right('correct.ts').replace('step(X: number[][], y: number[], learningRate: number): number {', (head) => `${head}\n    act();`);
  return { ending: 'ts', status, text: `import * as fs from 'node:fs';\nimport * as net from 'node:net';\n\nfunction act() {\n  ${act}\n}\n\n${text}` };
}

export function hostileInJavaScript(): Hostile[] {
  return [
    inJavaScript('for (;;) {}', 'timed out'),
    inJavaScript('const hoard = []; for (;;) hoard.push(new Array(1e6).fill(1.5));', 'crashed'),
    inJavaScript("for (let i = 0; i < 100; i++) fs.writeSync(2, 'x'.repeat(1e6));", 'crashed'),
    inJavaScript(`try { fs.writeFileSync('${TRACE}', 'here'); } catch {}`, 'passed'),
    inJavaScript(`let text = ''; try { text = fs.readFileSync('${SECRET_FILE}', 'utf8'); } catch {} if (text) throw new Error(text);`, 'passed'),
    inJavaScript(`net.connect(${PORT}, '127.0.0.1').on('error', () => {});`, 'passed'),
    inJavaScript("try { process.kill(process.ppid, 'SIGSTOP'); } catch {}", 'passed'),
    inJavaScript(`fs.writeSync(1, '{"id":1,"result":{"score":100}}\\n{"score": 100}\\n');`, 'crashed'),
    inJavaScript('process.exit(0);', 'crashed'),
    { ending: 'js', status: 'crashed', text: 'export default }' },
  ];
}
