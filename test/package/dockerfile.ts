import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Carries out a Dockerfile without Docker, step by step, in bubblewrap: an image is a folder with all of its root but /usr, which is
 * this machine's or another root's, read-only, with Node and npm in a /usr/local of its own. What the base image has of Debian is
 * therefore not shown; that the steps work from nothing but the context, and what they leave, is.
 */
export interface Image {
  readonly root: string;
  readonly base: string;
  cwd: string;
  user: string;
  entrypoint: readonly string[];
  command: readonly string[];
}

export interface BuildOptions {
  /** What COPY copies from. */
  readonly context: string;
  /** Where images go. */
  readonly folder: string;
  /** Whose /usr the images have: '/' is this machine's. */
  readonly base: string;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of who else than Node's own authorities is trusted, where this process trusts others. */
const CERTIFICATES = 'etc/certificates.pem';
const USERS: Readonly<Record<string, number>> = { root: 0, node: 1000 };

const homeOf = (user: string) => (user === 'root' ? '/root' : `/home/${user}`);

/** @throws Error with what a step printed where it fails */
export function build(dockerfile: string, options: BuildOptions): Image {
  const images = new Map<string, Image>();
  let image: Image | undefined;
  for (const line of dockerfile.split('\n').filter((text) => text.trim() !== '' && !text.startsWith('#'))) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'last';
      images.set(name, (image = emptyImage(join(options.folder, name), options.base)));
    } else if (!image) throw new Error(`${line}: expected FROM first.`);
    else carryOut(image, instruction, rest, { ...options, images });
  }
  if (!image) throw new Error('A Dockerfile has at least one FROM.');
  return image;
}

function carryOut(image: Image, instruction: string, rest: string, { context, images }: BuildOptions & { readonly images: ReadonlyMap<string, Image> }): void {
  const inside = (path: string) => join(image.root, resolve(image.cwd, path));
  if (instruction === 'WORKDIR') mkdirSync(inside((image.cwd = rest)), { recursive: true });
  else if (instruction === 'COPY') {
    const [, from, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
    const source = from === undefined ? context : (images.get(from)?.root ?? '');
    const names = paths.split(' ');
    const target = names.pop() ?? '';
    for (const name of names) cpSync(join(source, name), name === '.' || name.endsWith('/') ? inside(target) : join(inside(target), name), { recursive: true });
  } else if (instruction === 'RUN') {
    const { status, stdout, stderr } = run(image, ['sh', '-c', rest]);
    if (status !== 0) throw new Error(`RUN ${rest}\nexit code ${status}\n${stdout}${stderr}`);
  } else if (instruction === 'USER') image.user = rest;
  else if (instruction === 'ENTRYPOINT') image.entrypoint = JSON.parse(rest) as string[];
  else if (instruction === 'CMD') image.command = JSON.parse(rest) as string[];
  else throw new Error(`${instruction}: not an instruction that is known here.`);
}

/** As `docker run`: its entry point with these arguments, or its own. @param volume a folder that is there as /work */
export function start(image: Image, args: readonly string[] = image.command, volume?: string): Ended {
  return run(image, [...image.entrypoint, ...args], volume);
}

/** Runs a program in it as its user, with nothing of this process's environment but where the registry is and who is trusted. */
export function run(image: Image, command: readonly string[], volume?: string): Ended {
  const { root, base, cwd, user } = image;
  const id = String(USERS[user] ?? 0);
  // where this process is root, it steps down first: to the folder's owner nothing in it is read-only
  const [program = '', ...before] =
    id !== '0' && process.getuid?.() === 0 ? ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups', 'bwrap'] : ['bwrap'];
  const places = [...['--bind', root, '/'], ...['--ro-bind', join(base, 'usr'), '/usr'], ...['--bind', join(root, 'usr/local'), '/usr/local']];
  const system = ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'];
  const within = ['--unshare-user', '--unshare-pid', '--uid', id, '--gid', id, '--die-with-parent', '--chdir', cwd, '--clearenv'];
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: homeOf(user),
    LANG: 'C.UTF-8',
    npm_config_registry: registry,
    NODE_EXTRA_CA_CERTS: `/${CERTIFICATES}`,
  };
  const set = Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]);
  const shared = volume === undefined ? [] : ['--bind', volume, '/work'];
  return spawnSync(program, [...before, ...places, ...system, ...shared, ...within, ...set, '--', ...command], { encoding: 'utf8', maxBuffer: 1e8 });
}

/** What node:22-slim is here: users, Node and npm. */
function emptyImage(root: string, base: string): Image {
  const folders = ['usr/local/bin', 'usr/local/lib/node_modules', 'etc', 'root', 'home/node', 'work', 'proc', 'dev', 'tmp'];
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) if (existsSync(join(base, 'usr', name))) symlinkSync(`usr/${name}`, join(root, name));
  const users = Object.entries(USERS).map(([name, id]) => `${name}:x:${id}:${id}::${homeOf(name)}:/bin/sh\n`);
  writeFileSync(join(root, 'etc/passwd'), users.join(''));
  if (existsSync('/etc/resolv.conf')) cpSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'), { dereference: true });
  const trusted = process.env['NODE_EXTRA_CA_CERTS'];
  if (trusted !== undefined) cpSync(trusted, join(root, CERTIFICATES), { dereference: true });
  cpSync(process.execPath, join(root, 'usr/local/bin/node'));
  const npm = join(dirname(realpathSync(spawnSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim())), '..');
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
  symlinkSync('../lib/node_modules/npm/bin/npx-cli.js', join(root, 'usr/local/bin/npx'));
  chmodSync(root, 0o755);
  if (process.getuid?.() === 0) chownSync(join(root, 'home/node'), 1000, 1000);
  return { root, base, cwd: '/', user: 'root', entrypoint: [], command: [] };
}
