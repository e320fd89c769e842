import { Fault, quoted } from '../../src/fault.ts';
import type { Channel } from './channel.ts';
import { decodeLine } from './wire.ts';
import { sentence, shownPath } from './wording.ts';

/** Who wrote the line, for messages. */
export interface Speaker {
  readonly shown: string;
  readonly cwd: string;
}

/** One line of standard output is one answer; anything else is somebody's print(). */
export function takeLine(line: string, channel: Channel, speaker: Speaker, end: (reason: string) => void): void {
  let answer: unknown;
  try {
    answer = decodeLine(line);
  } catch (error) {
    if (error instanceof Fault) return end(`it answered ${channel.doing.replace('during ', '')} wrongly: ${error.message}.`);
  }
  const { id, result, error } = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<Record<string, unknown>>;
  const settled = channel.settle(id, error === undefined || error === null ? { result } : { fault: faultOf(error, speaker) });
  if (!settled && !channel.ended) {
    end(
      `it wrote ${quoted(line)} to standard output, which belongs to the protocol. Print to standard error instead; ` +
        'in Python, import mlp_compare before anything prints, and print() goes there by itself.',
    );
  }
}

/** An error that the other side reports: { message, file?, line? }. */
function faultOf(error: unknown, { shown, cwd }: Speaker): Fault {
  const report: Partial<Record<string, unknown>> = typeof error === 'object' && error !== null ? error : { message: error };
  const { message, file, line } = report;
  const place = typeof file === 'string' ? `${shownPath(file, cwd)}${typeof line === 'number' ? `:${line}` : ''}` : shown;
  return new Fault(`${place}: ${typeof message === 'string' && message !== '' ? sentence(message) : 'it reported an error without a message.'}`);
}
