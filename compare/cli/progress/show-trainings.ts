import { showCount } from './count-progress.ts';

/** Trainings that end one by one: a bar on a terminal, else a plain line for every tenth of the way. @param kept of before */
export function showTrainings(of: number, kept: number, stream: NodeJS.WriteStream): { advance(): void; stop(): void } {
  const count = showCount(stream, 'trainings');
  let done = kept;
  count.update(done, of, kept > 0 ? `${kept} of ${of} trainings were kept` : undefined);
  return {
    advance() {
      done++;
      const isTenth = Math.floor((10 * done) / of) > Math.floor((10 * (done - 1)) / of);
      count.update(done, of, isTenth ? `${done} of ${of} trainings` : undefined);
    },
    stop: () => count.stop(),
  };
}
