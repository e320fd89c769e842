import { Fault } from '../../src/fault.ts';
import type { Address } from './address.ts';

type Ioredis = Pick<typeof import('ioredis'), 'Redis'>;
type Bullmq = typeof import('bullmq');
export type Redis = InstanceType<Ioredis['Redis']>;

/** A server that answers, and what speaks to it. */
export interface Connection {
  readonly shown: string;
  readonly bullmq: Bullmq;
  /** For every queue and worker one of its own. */
  readonly options: Readonly<Record<string, unknown>>;
  /** One more client; errors of the line are told, and it comes back by itself. */
  client(): Redis;
}

/** All keys of this program on a server begin so. */
export const PREFIX = 'mlp-compare';

const ANSWERS_WITHIN = 5000;
const LONGEST_WAIT = 2000;

/** @throws Fault where the packages are not there, or no server answers, or not to us */
export async function connect(address: Address): Promise<Connection> {
  const [bullmq, { Redis }] = await loaded();
  const { shown, ...server } = address;
  const options = {
    ...server,
    maxRetriesPerRequest: null,
    connectTimeout: ANSWERS_WITHIN,
    retryStrategy: (times: number) => Math.min(100 * times, LONGEST_WAIT),
  };
  await tried(new Redis({ ...options, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null }), shown);
  const client = () => new Redis(options).on('error', () => undefined); // the line is lost: it is waited for
  return { shown, bullmq, options, client };
}

/** Both are optional dependencies, loaded when they are asked for. */
async function loaded(): Promise<[Bullmq, Ioredis]> {
  try {
    return await Promise.all([import('bullmq'), import('ioredis')]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Fault('--queue needs the packages bullmq and ioredis, which are not installed: npm install bullmq ioredis');
  }
}

async function tried(redis: Redis, shown: string): Promise<void> {
  let lost: Error | undefined;
  redis.on('error', (error: Error) => (lost ??= error)); // says more than what connect rejects with
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Fault(`--queue ${shown}: ${whyNot(lost ?? (error as Error))}`);
  } finally {
    redis.disconnect();
  }
}

const START = 'Start one: redis-server --appendonly yes; or docker compose -f examples/cluster/compose.yaml up. See docs/many-machines.md.';

function whyNot({ message, ...error }: Error & { readonly code?: string }): string {
  const { code = '' } = error;
  if (/^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return `no server answers there (${code}). ${START}`;
  if (/ETIMEDOUT|Connection is closed/.test(`${code} ${message}`))
    return `no server answers there, or not in this way (rediss:// is with TLS, redis:// without). ${START}`;
  if (/NOAUTH/.test(message)) return 'the server wants a password: redis://user:password@host, or MLP_COMPARE_QUEUE_PASSWORD.';
  if (/WRONGPASS|AUTH/.test(message)) return 'the server refuses the user or the password.';
  if (/CERT|certificate|SELF_SIGNED/i.test(`${code} ${message}`)) return `its certificate is not trusted (${code || message}); --queue-ca names who signed it.`;
  if (/wrong version number|SSL|EPROTO/i.test(`${code} ${message}`)) return 'it does not speak TLS: redis://, not rediss://.';
  if (/NOPERM/.test(message)) return `its user may not: ${message.split('\n')[0]}`;
  return `${message.split('\n')[0]}`;
}
