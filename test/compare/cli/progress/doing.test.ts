import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showDoing } from '../../../../compare/cli/progress/doing.ts';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { planted, small } from '../../diagnose/channels/planted.ts';

/** A terminal of so many columns that keeps what is written to it. */
function terminal(columns = 40, isTTY = true): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  return { stream: { isTTY, columns, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream, written };
}

describe('what a command is busy with', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('is not shown where it is done within 300 ms', () => {
    const { stream, written } = terminal();
    const { show, stop } = showDoing(stream, 'mine.ts');
    vi.advanceTimersByTime(250);
    show('Probe 1 of 9');
    stop();
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([]);
  });

  it('is shown from then on, the latest alone, and taken back', () => {
    const { stream, written } = terminal(13);
    const { show, stop } = showDoing(stream, 'mine.ts');
    show('Probe 1 of 9');
    vi.advanceTimersByTime(300);
    show('Looking for mistakes');
    stop();
    expect(written).toEqual(['Probe 1 of 9', '\r\u001b[KLooking for ', '\r\u001b[K']);
  });

  it('is not shown where it could not be taken back', () => {
    const { stream, written } = terminal(40, false);
    const { stop } = showDoing(stream, 'mine.ts');
    vi.advanceTimersByTime(1000);
    stop();
    expect(written).toEqual([]);
  });
});

it('a diagnosis says what it is busy with, to its end', async () => {
  const said: string[] = [];
  const odd = planted([(right) => ({ loss: (pass) => 1.1 * right.loss(pass) + 0.2 })]);
  await diagnose(odd, small().model, { onDoing: (what) => said.push(what) });
  expect([said[0], ...said.slice(-3)]).toEqual(['Probe 1 of 9', 'Probe 9 of 9', 'Asking what it computes …', 'Looking for mistakes that give its numbers …']);
});
