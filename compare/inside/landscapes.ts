import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { landscapeOf, type Place } from './landscape.ts';
import type { Landscape } from './schema.ts';

/** Of a training whose weights were kept around some steps, finished or under way. */
type Kept = Pick<Training, 'moments'> & { readonly history: Pick<Training['history'], 'network'> };

/** The landscapes of a run, each worked out once, when it is asked for or ahead of that. */
export interface Landscapes {
  /** Before the first step, where all begin alike, and where each network came to in the end; none of trainings whose moments were not kept. */
  of(trainings: readonly Kept[]): Landscape[];
  /** Works out those of the first training that there is, with a pause after each. */
  ahead(training: Kept, isWanted: () => boolean, pause: () => Promise<void>): Promise<void>;
}

export function landscapesOf(plan: RunPlan): Landscapes {
  const known = new Map<string | undefined, Landscape | undefined>();
  const at = (place: Place) => {
    if (!known.has(place.network)) known.set(place.network, landscapeOf(plan, place));
    return known.get(place.network);
  };
  return {
    of: (trainings) => placesOf(plan, trainings).flatMap((place) => at(place) ?? []),
    async ahead(training, isWanted, pause) {
      for (const place of placesOf(plan, [training])) {
        if (!isWanted()) return;
        at(place);
        await pause();
      }
    },
  };
}

function placesOf(plan: RunPlan, trainings: readonly Kept[]): Place[] {
  const ends = trainings.flatMap(({ history, moments }) => {
    const last = moments?.at(-1);
    return last ? [{ network: history.network, epoch: last.epoch, step: last.step, weights: last.before }] : [];
  });
  return ends.length === 0 ? [] : [{ epoch: 1, step: 1, weights: plan.initial }, ...ends];
}
