import { createLogUpdate } from 'log-update';
import { HIDE_CURSOR, SHOW_CURSOR } from '../../../src/host/cursor.ts';
import type { EpochRecord } from '../../../src/run/history.ts';
import { frame, type Live } from '../../show/terminal/live-frame.ts';
import { palette } from '../../show/terminal/palette.ts';
import type { Progress, ProgressOptions } from './progress.ts';

/** Ten pictures a second at most. */
const MILLISECONDS = 100;

/**
 * Curves that draw themselves while networks train, in place: only lines that changed are written, in one piece. When it
 * stops the bars stay and the curves go; the result shows them whole.
 */
export function liveCurves({ networks, epochs, stepsPerEpoch, task, stream }: ProgressOptions, now = () => performance.now()): Progress {
  const begun = now();
  const update = createLogUpdate(stream, { showCursor: true }); // it would hide that of another stream
  const colours = palette(true);
  const state = new Map(networks.map((network): [string, Live] => [network, { network, step: 0, records: [] }]));
  let last = -Infinity;
  let stopped = false;

  const size = () => ({ columns: stream.columns || 80, rows: stream.rows || 24 });
  const picture = (rows: number) =>
    frame([...state.values()], { columns: size().columns, rows, epochs, stepsPerEpoch, task, seconds: (now() - begun) / 1000, colours });
  const draw = () => {
    if (stopped || now() - last < MILLISECONDS) return;
    last = now();
    update(picture(size().rows));
  };
  const change = (network: string, next: (live: Live) => Live) => {
    const live = state.get(network);
    if (live) state.set(network, { first: { step: next(live).step, seconds: (now() - begun) / 1000 }, ...next(live) });
    draw();
  };

  stream.write(HIDE_CURSOR);
  draw();
  return {
    onStep: (network, step) => change(network, (live) => ({ ...live, step: Math.max(live.step, step) })),
    onEpoch: (network, record: EpochRecord) => change(network, (live) => ({ ...live, step: record.epoch * stepsPerEpoch, records: [...live.records, record] })),
    stop() {
      if (stopped) return;
      stopped = true;
      update(picture(0)); // no rows, no curves
      update.done();
      stream.write(SHOW_CURSOR);
    },
  };
}
