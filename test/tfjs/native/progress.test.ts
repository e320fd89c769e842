import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { stepsOn } from '../../../tfjs/native/progress.ts';

/** A terminal, and the modes that were set on it: 25 is the cursor, 7 the wrapping of lines. */
function terminal() {
  let written = '';
  const stream = new PassThrough().on('data', (chunk: Buffer) => void (written += chunk.toString()));
  const modes = () => [...written.matchAll(/\u001b\[\?(\d+[hl])/g)].map(([, mode]) => mode);
  return { output: Object.assign(stream, { isTTY: true, columns: 80 }), modes };
}

it('hides the cursor of a terminal during a step alone, and leaves its wrapping of lines as it is', async () => {
  const { output, modes } = terminal();
  const during = await stepsOn(output)(
    'fetch',
    () => Promise.resolve(modes()),
    () => 'done',
  );
  expect([during, modes()]).toEqual([['25l'], ['25l', '25h']]);
});

it('gives the cursor back where the step fails', async () => {
  const { output, modes } = terminal();
  await expect(
    stepsOn(output)(
      'fetch',
      () => Promise.reject(new Error('oh')),
      () => 'done',
    ),
  ).rejects.toThrow('oh');
  expect(modes()).toEqual(['25l', '25h']);
});
