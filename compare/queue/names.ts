import { PREFIX } from './connection.ts';
import type { Secret } from './secret.ts';

/** Where things lie on a server. Who holds another secret has another queue: neither sees the other's jobs. */
export function namesFor({ fingerprint }: Pick<Secret, 'fingerprint'>) {
  const queue = `jobs-${fingerprint}`;
  const own = `${PREFIX}:${queue}`;
  return {
    queue,
    blob: (hash: string) => `${PREFIX}:blob:${hash}`,
    /** A channel. */
    cancelling: `${own}:cancelling`,
    /** The names of workers that have been here. */
    workers: `${own}:workers`,
    worker: (name: string) => `${own}:worker:${name}`,
  };
}

export type Names = ReturnType<typeof namesFor>;
