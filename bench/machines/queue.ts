import { performance } from 'node:perf_hooks';
import type { Data } from '../../compare/jobs/data.ts';
import { outcomesOf } from '../../compare/jobs/executor.ts';
import { inline } from '../../compare/jobs/inline.ts';
import type { TrainJob } from '../../compare/jobs/job.ts';
import { addressOf } from '../../compare/queue/address.ts';
import { connect } from '../../compare/queue/connection.ts';
import { Coordinator } from '../../compare/queue/coordinator.ts';
import { queueExecutor } from '../../compare/queue/executor.ts';
import { secretOf } from '../../compare/queue/secret.ts';
import { redisServer } from './redis-server.ts';
import { kill, startWorker } from './workers.ts';

export const SECRET = 'of this measurement alone';

export interface Measured {
  readonly workers: number;
  readonly jobs: number;
  readonly seconds: number;
  /** Processor seconds for each job: of who asks, and of the server. */
  readonly asking: number;
  readonly server: number;
}

/** How long so many workers take over the jobs, on a server of its own; they are warm when it begins. */
export async function timed(workers: number, given: readonly TrainJob[], warm: readonly TrainJob[], data: Data): Promise<Measured> {
  const server = await redisServer();
  const started = await Promise.all(Array.from({ length: workers }, () => startWorker(server.url, SECRET)));
  const connection = await connect(addressOf(server.url, undefined, {}));
  const coordinator = new Coordinator(connection, secretOf(SECRET), (told) => void process.stderr.write(`${told}\n`));
  const redis = connection.client();
  const used = async () => [...(await redis.info('cpu')).matchAll(/used_cpu_(?:sys|user):([\d.]+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
  try {
    await outcomesOf(queueExecutor(coordinator, data), warm);
    const [serverBefore, cpu, begun] = [await used(), process.cpuUsage(), performance.now()];
    await outcomesOf(queueExecutor(coordinator, data), given);
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { workers, jobs: given.length, seconds, asking: (user + system) / 1e6 / given.length, server: ((await used()) - serverBefore) / given.length };
  } finally {
    redis.disconnect();
    await coordinator.close();
    await Promise.all(started.map(kill));
    await server.remove();
  }
}

/** The same, one after the other on this thread, without a queue. */
export async function timedHere(given: readonly TrainJob[], warm: readonly TrainJob[], data: Data): Promise<number> {
  const executor = inline(data);
  await outcomesOf(executor, warm);
  const begun = performance.now();
  await outcomesOf(executor, given);
  return (performance.now() - begun) / 1000;
}
