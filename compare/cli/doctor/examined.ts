import { spawnSync } from 'node:child_process';
import { availableParallelism, freemem, tmpdir, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { packageVersion } from '../../../src/host/package-root.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { isolationHere } from '../../grade/box/probe.ts';
import { withBackend } from '../../networks/backends.ts';

/** One thing that runs may ask for. */
export interface Finding {
  readonly name: string;
  readonly state: 'there' | 'missing';
  /** What it is, or why it is not there and how it is had. */
  readonly says: string;
}

/** Everything that a run may ask for, each tried out. @param python the program that Python networks are run with */
export async function examined(python = 'python3'): Promise<Finding[]> {
  const networks = [await network('scratch', 'scratch', {})];
  // one after the other: they share their environment
  for (const runtime of ['native', 'wasm', 'cpu']) networks.push(await network(`tfjs, ${runtime}`, 'tfjs', { tfjsRuntime: runtime }));
  return [program(), machine(), ...networks, pythonOf(python, 'numpy'), pythonOf(python, 'torch'), await box()];
}

function program(): Finding {
  return { name: 'mlp-compare', state: 'there', says: `${packageVersion()} on Node ${process.versions.node} (V8 ${process.versions.v8})` };
}

function machine(): Finding {
  const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
  const says = `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${gib(freemem())} of ${gib(totalmem())} GiB free`;
  return { name: 'machine', state: 'there', says };
}

/** What submissions are graded in. */
async function box(): Promise<Finding> {
  const name = 'bubblewrap';
  try {
    const nothing = { program: process.execPath, reads: [dirname(dirname(process.execPath))], trial: ['-e', ''] };
    const { holds, lacks } = await isolationHere('bubblewrap', [nothing], tmpdir());
    return { name, state: 'there', says: `grade runs submissions in it: ${holds.join('; ')}${lacks.length > 0 ? `. Not held: ${lacks.join('; ')}` : ''}` };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { name, state: 'missing', says: `grade: ${error.message}` };
  }
}

async function network(name: string, shipped: string, settings: Readonly<Record<string, string>>): Promise<Finding> {
  try {
    const says = await withBackend(
      shipped,
      parseRunSpec(settings, (option) => `--${option}`),
      async ({ description, prepare }) => {
        await prepare?.(); // it is tried, not only named
        return description;
      },
    );
    return { name, state: 'there', says };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { name, state: 'missing', says: error.message.replace(/^--[\w-]+ \w+: /, '') };
  }
}

const PYTHON_WAITS = 30_000; // milliseconds: torch alone takes some seconds to import

/** A package of Python, which networks written in it need. */
function pythonOf(python: string, name: 'numpy' | 'torch'): Finding {
  const code = `import platform, ${name}; print('Python', platform.python_version() + ',', '${name}', ${name}.__version__)`;
  const { status, stdout, error } = spawnSync(python, ['-c', code], { encoding: 'utf8', timeout: PYTHON_WAITS });
  if (status === 0) return { name: `python, ${name}`, state: 'there', says: stdout.trim() };
  const says = error
    ? `there is no ${python} that runs; --python names another. Networks in Python need it.`
    : `${python} has no ${name}: ${python} -m pip install ${name}. ${name === 'numpy' ? 'Every network in Python needs it' : 'Networks in PyTorch need it'}.`;
  return { name: `python, ${name}`, state: 'missing', says };
}
