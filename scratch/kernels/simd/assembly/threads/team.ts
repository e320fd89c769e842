// A caller and its helpers. Whoever is late or never comes delays nobody: the caller takes chunks from the front until none is left.
import { carryOut } from './chunks';
import { notify, wait } from './sleep';
import { CALLER_SLEEPS, FINISHED, IS_OVER, isOpen, PRESENT, publish, SLEEPS, takeFirst, takeLast, TAKEN, THREADS } from './ticket';

/** Turns of waiting before a thread goes to sleep: 15 to 55 µs, more than lies between two jobs of a step. */
const PATIENCE: i32 = 20_000;

/** So many threads take part from the next job on, the caller among them. */
export function team(threads: i32): void {
  atomic.store<i32>(THREADS, threads);
}

/** How many helpers are there. */
export function present(): i32 {
  return atomic.load<i32>(PRESENT);
}

/** How many chunks helpers have taken since there are any. */
export function taken(): i32 {
  return load<i32>(TAKEN);
}

/** The caller's part of a job that is written down; when it returns, all of the job is done. */
export function share(chunks: i32): void {
  atomic.store<i32>(FINISHED, 0);
  publish(chunks);
  for (let helper = 1, threads = atomic.load<i32>(THREADS); helper < threads; helper++) wake(helper);
  let own = 0;
  for (let chunk = takeFirst(); chunk >= 0; chunk = takeFirst()) {
    carryOut(chunk, 0);
    own++;
  }
  awaitFinished(chunks - own);
  store<i32>(TAKEN, load<i32>(TAKEN) + chunks - own);
}

function awaitFinished(wanted: i32): void {
  for (let turn = 0; turn < PATIENCE; turn++) if (atomic.load<i32>(FINISHED) == wanted) return;
  atomic.store<i32>(CALLER_SLEEPS, 1);
  for (let finished = atomic.load<i32>(FINISHED); finished != wanted; finished = atomic.load<i32>(FINISHED)) {
    wait(FINISHED, finished);
  }
  atomic.store<i32>(CALLER_SLEEPS, 0);
}

/** All that helper k = 1, 2, … ever does; it returns when all is over. */
export function help(k: i32): void {
  atomic.add<i32>(PRESENT, 1);
  let turn = 0;
  while (atomic.load<i32>(IS_OVER) == 0) {
    if (k < atomic.load<i32>(THREADS) && helpOnce(k)) turn = 0;
    else if (++turn == PATIENCE) {
      sleep(k);
      turn = 0;
    }
  }
  atomic.sub<i32>(PRESENT, 1);
}

function helpOnce(k: i32): bool {
  const chunk = takeLast();
  if (chunk < 0) return false;
  carryOut(chunk, k);
  atomic.add<i32>(FINISHED, 1);
  if (atomic.load<i32>(CALLER_SLEEPS) != 0) notify(FINISHED);
  return true;
}

/** What comes up after the word is written finds it; what came up before is seen here. */
function sleep(k: i32): void {
  const word = SLEEPS + k * 4;
  atomic.store<i32>(word, 1);
  const isWanted = atomic.load<i32>(IS_OVER) != 0 || (k < atomic.load<i32>(THREADS) && isOpen());
  if (!isWanted) wait(word, 1);
  atomic.store<i32>(word, 0);
}

function wake(k: i32): void {
  const word = SLEEPS + k * 4;
  if (atomic.load<i32>(word) == 0) return;
  atomic.store<i32>(word, 0);
  notify(word);
}

/** Lets the helpers go. */
export function disband(helpers: i32): void {
  atomic.store<i32>(THREADS, 0);
  atomic.store<i32>(IS_OVER, 1);
  for (let k = 1; k <= helpers; k++) wake(k);
}
