// What threads that share a job have in common. It lies below the matrices, where ../../memory.ts leaves room.

/** epoch << 32 | end << 16 | begin: which job it is, and those of its chunks that nobody has taken yet. */
const TICKET: usize = 64;
/** Chunks of this job that helpers have finished, and whether the caller sleeps until they have. */
export const FINISHED: usize = 128;
export const CALLER_SLEEPS: usize = 192;
/** Written seldom: how many threads take part, the caller among them; whether all is over; helpers that are there; chunks that they ever took. */
export const THREADS: usize = 256;
export const IS_OVER: usize = 260;
export const PRESENT: usize = 264;
export const TAKEN: usize = 268;
/** What is to be done, as chunks.ts reads it. */
export const JOB: usize = 320;
/** A word for each helper: whether it sleeps. */
export const SLEEPS: usize = 512;

/** The chunks of the next job may be taken from now on. */
export function publish(chunks: i32): void {
  const epoch = (atomic.load<u64>(TICKET) >> 32) + 1;
  atomic.store<u64>(TICKET, epoch << 32 | <u64>chunks << 16);
}

/** Whether there is a chunk that nobody has taken. */
@inline
export function isOpen(): bool {
  return left(atomic.load<u64>(TICKET));
}

@inline
function left(ticket: u64): bool {
  return (ticket & 0xffff) < (ticket >> 16 & 0xffff);
}

/**
 * The first chunk that is left, for the caller; −1 if there is none. From here on nobody else takes it: a ticket that was
 * looked at before, of this job or of an earlier one, is no longer the same.
 */
export function takeFirst(): i32 {
  let ticket = atomic.load<u64>(TICKET);
  while (left(ticket)) {
    const found = atomic.cmpxchg<u64>(TICKET, ticket, ticket + 1);
    if (found == ticket) return <i32>(ticket & 0xffff);
    ticket = found;
  }
  return -1;
}

/** The last one, for a helper. */
export function takeLast(): i32 {
  let ticket = atomic.load<u64>(TICKET);
  while (left(ticket)) {
    const found = atomic.cmpxchg<u64>(TICKET, ticket, ticket - 0x10000);
    if (found == ticket) return <i32>(ticket >> 16 & 0xffff) - 1;
    ticket = found;
  }
  return -1;
}
