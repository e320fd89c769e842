// When a job is for several threads, and into how many chunks it falls.
import { NUMBER } from '../numbers';
import { THREADS } from './ticket';

/** Multiply-adds, or numbers of a pass, below which it takes longer to share a job than to do it. */
const WORTH_SHARING: usize = 20_000;
/** For a thread, so that one who comes late leaves little to do. */
const CHUNKS: usize = 4;
const CACHE_LINE: usize = 64;

@inline
export function threads(): usize {
  return atomic.load<u32>(THREADS);
}

@inline
export function isShared(work: usize): bool {
  return work >= WORTH_SHARING && threads() > 1;
}

/** How many of `all` go to a chunk, a multiple of `unit`. */
export function each(all: usize, unit: usize): usize {
  return parts(parts(all, unit), CHUNKS * threads()) * unit;
}

/** How many bytes of a tensor, likewise: whole lines of the cache, so that no two threads write to one. */
export function eachBytes(bytes: usize): usize {
  return each(bytes, CACHE_LINE);
}

/** How many numbers of a row. */
export function eachNumbers(count: usize): usize {
  return each(count, CACHE_LINE / NUMBER);
}

/** How many parts of this size make all; the last may be smaller. */
export function parts(all: usize, size: usize): i32 {
  return <i32>((all + size - 1) / size);
}
