import { existsSync } from 'node:fs';
import type { Command } from '../../networks/child.ts';
import type { Running } from './isolation.ts';

const TEMPORARY_BYTES = 64 * 1024 * 1024;

/**
 * The command in a bubblewrap: no network, no processes but its own, nothing to write to but a temporary folder of its own, nothing to
 * read but the system's programs, the interpreter, this program's helper and the submission. All in it ends with who started it.
 */
export function bubblewrapped({ command, folder, reads, env }: Running, bubblewrap: string): Command {
  const { program, args } = command;
  const inside: Record<string, string> = { PATH: '/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8', ...env };
  const box = [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--uid', '65534', '--gid', '65534', '--hostname', 'box', '--clearenv'],
    ...Object.entries(inside).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--ro-bind', '/usr', '/usr', '--symlink', 'usr/bin', '/bin', '--symlink', 'usr/sbin', '/sbin'],
    ...['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ...[LIBRARIES, ALTERNATIVES].filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', path, path]),
    ...['--proc', '/proc', '--dev', '/dev', '--size', '65536', '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...['--size', String(TEMPORARY_BYTES), '--tmpfs', '/tmp'],
    ...[folder, ...reads.filter((path) => !path.startsWith('/usr/'))].flatMap((path) => ['--ro-bind', path, path]),
    ...['--chdir', folder, '--remount-ro', '/'],
  ];
  return { ...command, program: bubblewrap, args: [...box, '--', program, ...args] };
}

/** Where the loader finds libraries, and where Debian says which of several programs is meant. */
const LIBRARIES = '/etc/ld.so.cache';
const ALTERNATIVES = '/etc/alternatives';
