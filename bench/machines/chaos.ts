import { setTimeout as wait } from 'node:timers/promises';
import { outcomesOf } from '../../compare/jobs/executor.ts';
import { inline } from '../../compare/jobs/inline.ts';
import { addressOf } from '../../compare/queue/address.ts';
import { connect } from '../../compare/queue/connection.ts';
import { Coordinator } from '../../compare/queue/coordinator.ts';
import { queueExecutor } from '../../compare/queue/executor.ts';
import { secretOf } from '../../compare/queue/secret.ts';
import { stream } from '../../src/numbers/random.ts';
import { bits, jobs } from './jobs.ts';
import { SECRET } from './queue.ts';
import { redisServer } from './redis-server.ts';
import { kill, startWorker } from './workers.ts';

export interface Survived {
  readonly jobs: number;
  readonly outcomes: number;
  /** Outcomes that were told more than once. */
  readonly twice: number;
  /** Outcomes whose bits are those of this machine. */
  readonly same: number;
  readonly killed: { readonly workers: number; readonly server: number };
  readonly seconds: number;
}

export interface ChaosOptions {
  readonly workers: number;
  readonly seed: number;
  /** Milliseconds between two kills, at most. */
  readonly every: number;
  /** After so many kills all are left alone. */
  readonly kills: number;
  onTold(told: string): void;
}

/** Jobs, while workers, and every fourth time the server, are killed at random and started again: what came of them. */
export async function chaos(count: number, epochs: number, { workers, seed, every, kills, onTold }: ChaosOptions): Promise<Survived> {
  const { data, jobs: given } = await jobs(count, epochs);
  const random = stream(seed, 'chaos');
  const server = await redisServer();
  const running = await Promise.all(Array.from({ length: workers }, () => startWorker(server.url, SECRET)));
  const coordinator = new Coordinator(await connect(addressOf(server.url, undefined, {})), secretOf(SECRET), onTold);
  const told = new Map<number, number>();
  const killed = { workers: 0, server: 0 };
  const begun = performance.now();
  const asked = outcomesOf(queueExecutor(coordinator, data), given, { onOutcome: ({ seed: of }) => void told.set(of, (told.get(of) ?? 0) + 1) });
  const killing = (async () => {
    for (let n = 1; n <= kills && told.size < count; n++) {
      await wait(random.uniform(every / 4, every));
      if (n % 4 === 0) {
        killed.server++;
        await server.kill();
        await wait(random.uniform(0, 1000));
        await server.start();
      } else {
        const which = Math.floor(random.uniform(0, workers));
        const [victim] = running.slice(which, which + 1);
        if (!victim) continue;
        killed.workers++;
        await kill(victim);
        running[which] = await startWorker(server.url, SECRET);
      }
      onTold(`${killed.workers} workers and ${killed.server} servers killed; ${told.size} of ${count} outcomes`);
    }
  })();
  try {
    const found = await asked;
    const seconds = (performance.now() - begun) / 1000;
    await killing;
    const here = await outcomesOf(inline(data), given);
    const same = found.filter((outcome, i) => here[i] && bits(outcome) === bits(here[i])).length;
    return { jobs: count, outcomes: told.size, twice: [...told.values()].filter((times) => times > 1).length, same, killed, seconds };
  } finally {
    await killing;
    await coordinator.close();
    await Promise.all(running.map(kill));
    await server.remove();
  }
}
