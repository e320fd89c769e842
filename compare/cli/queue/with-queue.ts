import { Fault } from '../../../src/fault.ts';
import type { Data } from '../../jobs/data.ts';
import type { Executor } from '../../jobs/executor.ts';
import { addressOf } from '../../queue/address.ts';
import { connect } from '../../queue/connection.ts';
import { Coordinator } from '../../queue/coordinator.ts';
import { queueExecutor } from '../../queue/executor.ts';
import { readSecret } from '../../queue/secret.ts';
import type { QueueArguments } from './options.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What these options reach. @throws Fault in a line where one is wrong, or no server answers */
export async function reached({ queue, secretFile, queueCa }: QueueArguments & { readonly queue: string }, env: Environment) {
  const address = addressOf(queue, queueCa, env);
  const secret = readSecret(secretFile, env);
  return { secret, connection: await connect(address) };
}

/**
 * Hands on the coordinator of the queue, or none where there is no --queue, and closes it. Says who carried out how much.
 * @param tell tells a sentence on the way
 */
export async function withQueue<T>(
  given: QueueArguments,
  env: Environment,
  tell: (told: string) => void,
  use: (coordinator?: Coordinator) => Promise<T>,
): Promise<T> {
  const { queue, secretFile, queueCa } = given;
  if (queue === undefined) {
    if (secretFile !== undefined || queueCa !== undefined) throw new Fault(`--${secretFile === undefined ? 'queue-ca' : 'secret-file'} is for --queue.`);
    return await use();
  }
  const { secret, connection } = await reached({ ...given, queue }, env);
  const coordinator = new Coordinator(connection, secret, tell);
  try {
    const done = await use(coordinator);
    for (const { by, errands } of coordinator.tally()) tell(`${by.name} (Node ${by.node}, ${by.platform}): ${errands}`);
    return done;
  } finally {
    await coordinator.close();
  }
}

/** Who carries out jobs on some data, where not this machine. */
export type Elsewhere = ((data: Data) => Executor) | undefined;

/** The same for jobs: hands on what carries them out on the workers of the queue, or nothing where there is no --queue. */
export function withElsewhere<T>(given: QueueArguments, env: Environment, tell: (told: string) => void, use: (elsewhere: Elsewhere) => Promise<T>): Promise<T> {
  return withQueue(given, env, tell, (coordinator) => use(coordinator && ((data) => queueExecutor(coordinator, data))));
}
