import type { Command } from '../../networks/child.ts';
import { bubblewrapped } from './bubblewrap.ts';
import type { Isolation, Running } from './isolation.ts';
import { type Limits, limited } from './limits.ts';

/** The command that runs the same in there. */
export function confined(running: Running, isolation: Isolation, limits: Limits): Command {
  const within = limited(running.command, isolation, limits);
  const user = isolation.user === undefined ? {} : { user: isolation.user };
  const env = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: running.folder, ...running.env };
  if (isolation.kind === 'limits') return { ...ending(within, isolation), ...user, env };
  return { ...bubblewrapped({ ...running, command: within }, isolation.bubblewrap ?? 'bwrap'), ...user, env: { PATH: env.PATH } };
}

/** It ends with the grader, even where that is killed; bubblewrap sees to that itself. */
function ending(command: Command, { setpriv }: Isolation): Command {
  if (setpriv === undefined) return command;
  return { ...command, program: setpriv, args: ['--pdeathsig', 'KILL', '--no-new-privs', '--', command.program, ...command.args] };
}
