import type { Command } from '../../networks/child.ts';
import type { Isolation } from './isolation.ts';

/** How much of the machine one submission may take. */
export interface Limits {
  readonly seconds: number; // in all
  readonly megabytes: number; // of data, each process
}

const PROCESSES = 48; // Node has a dozen threads; each counts
const FILE_BYTES = 64 * 1024 * 1024;
const OPEN_FILES = 256;

/** The command under limits that the kernel holds. */
export function limited(command: Command, { prlimit }: Pick<Isolation, 'prlimit'>, { seconds, megabytes }: Limits): Command {
  if (prlimit === undefined) return command;
  const { program, args } = command;
  const bounds = [
    `--nproc=${PROCESSES}`,
    '--core=0',
    `--nofile=${OPEN_FILES}`,
    `--fsize=${FILE_BYTES}`,
    `--data=${megabytes * 1024 * 1024}`,
    `--cpu=${Math.ceil(seconds) + 2}`,
  ];
  return { ...command, program: prlimit, args: [...bounds, '--', program, ...args] };
}
