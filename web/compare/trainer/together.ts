import type { InsideParts } from '../../../compare/inside/inside.ts';
import { momentsOf } from '../../../compare/training/moments.ts';
import { type Training, train } from '../../../compare/training/train.ts';
import type { Backend } from '../../../src/model/network.ts';
import { withNetwork } from '../../../src/model/with-network.ts';
import { stepsPerEpoch } from '../../../src/run/run-plan.ts';
import { Meeting } from './meeting.ts';
import { Pace } from './pace.ts';
import type { Told } from './protocol.ts';

interface Watching {
  readonly tell: (told: Told) => void;
  readonly onPace: (pace: Pace) => void;
}

type Parts = Pick<InsideParts, 'plan' | 'parts' | 'image'> & { readonly snapshotSteps: ReadonlySet<number> };

/** Both networks, epoch by epoch beside each other, and looked at wherever they meet. */
export async function trainTogether(
  { snapshotSteps, ...parts }: Parts,
  backends: readonly [Backend, Backend],
  { tell, onPace }: Watching,
): Promise<Training[]> {
  const { plan } = parts;
  return withNetwork(backends[0], plan, (baseline) =>
    withNetwork(backends[1], plan, (other) => {
      const names = backends.map(({ name }) => name);
      const meeting = new Meeting({ ...parts, names, pair: { baseline, other } }, tell);
      const pace: Pace = new Pace(names, stepsPerEpoch(plan), (step) => meeting.before(step, pace));
      onPace(pace);
      const momentEpochs = new Set(momentsOf(plan.epochs));
      const trainings = backends.map(async (backend) => {
        const training = await train(plan, meeting.watched(backend), {
          snapshotSteps,
          momentEpochs,
          beforeStep: (step) => pace.before(backend.name, step),
          onEpoch: (record) => tell({ kind: 'epoch', network: backend.name, record }),
        });
        meeting.forget(backend.name);
        pace.leave(backend.name);
        return training;
      });
      return Promise.all(trainings);
    }),
  );
}
