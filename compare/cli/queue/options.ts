import type { Command } from 'commander';

/** Where machines find their jobs, as commander gives it. It is no setting of a run: it decides no number, and may hold a password. */
export interface QueueArguments {
  readonly queue?: string | undefined;
  readonly secretFile?: string | undefined;
  readonly queueCa?: string | undefined;
}

/** Gives a command what reaches a queue. @param says what the command does with it */
export function addQueue(command: Command, says: string): Command {
  return command
    .optionsGroup('Many machines:')
    .option('--queue <url>', `${says}: redis://host:6379, or with TLS rediss://, and user:password@ before the host`)
    .option('--secret-file <file>', 'the secret that jobs are signed with, the same on all machines (or MLP_COMPARE_SECRET)')
    .option('--queue-ca <file>', 'who signed the certificate of the server, for rediss://');
}
