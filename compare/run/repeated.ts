import { outputTo } from '../jobs/train-all.ts';
import { type RepeatOptions, repeatSeeds } from '../repeat/repeat.ts';
import { kept } from '../repeat/seed-run.ts';
import type { Sweep } from '../repeat/sweep-schema.ts';
import { sweepWidth, WIDTHS } from '../repeat/sweep-width.ts';
import type { Finished } from '../results/stopped.ts';
import type { Gathered } from './gathered.ts';
import type { CompareOptions, Tell } from './told.ts';

/** The same with other seeds and at other widths, where that was asked for. */
export async function repeatAndSweep({ spec, data, repeating: executor }: Gathered, judged: Finished, observer: CompareOptions, tell: Tell): Promise<Finished> {
  tell(() => judged);
  const by = { data, executor, signal: observer.signal };
  const onSeed: RepeatOptions['onSeed'] = (run, done, of, soFar) => {
    if (done > 1) tell(() => ({ ...judged, seeds: soFar() })); // one seed has no spread
    observer.onSeed?.(run, done, of);
  };
  const first = { seed: spec.seed, trainings: judged.trainings.map(kept) };
  const seeds = spec.seeds ? await repeatSeeds(spec, first, { ...by, onSeed }) : undefined;
  const onTrained = (sweep: Sweep) => {
    tell(() => ({ ...judged, seeds, sweep }));
    observer.onSwept?.(sweep.widths.length, WIDTHS.length);
  };
  const sweep = spec.sweepWidth ? await sweepWidth(spec, { ...by, onProgress: outputTo(observer), onTrained }) : undefined;
  const found = { ...judged, seeds, sweep };
  tell(() => found);
  return found;
}
