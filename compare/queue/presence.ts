import type { Redis } from './connection.ts';
import { namesFor } from './names.ts';
import type { Secret } from './secret.ts';
import type { Identity } from './task.ts';

/** A worker says so often that it is there, and is taken to be gone after so long, in seconds. */
export const SAYS_EVERY = 5;
const GONE_AFTER = 20;

export async function sayPresent(redis: Redis, secret: Secret, identity: Identity): Promise<void> {
  const names = namesFor(secret);
  await redis.sadd(names.workers, identity.name);
  await redis.set(names.worker(identity.name), secret.sign('worker', identity), 'EX', GONE_AFTER);
}

export async function sayGone(redis: Redis, secret: Secret, { name }: Identity): Promise<void> {
  const names = namesFor(secret);
  await redis.srem(names.workers, name);
  await redis.del(names.worker(name));
}

/** The workers that are there, as they say themselves. */
export async function presentWorkers(redis: Redis, secret: Secret): Promise<Identity[]> {
  const names = namesFor(secret);
  const known = await redis.smembers(names.workers);
  const said = await Promise.all(known.map((name) => redis.get(names.worker(name))));
  return said.flatMap((text) => (secret.taken('worker', text) as Identity | undefined) ?? []);
}
