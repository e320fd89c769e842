import { Channel } from '../../../compare/networks/channel.ts';
import { takeFound } from '../../../compare/networks/found.ts';
import { type Author, guard } from '../../../compare/networks/guard.ts';
import { createRemote } from '../../../compare/networks/remote-network.ts';
import { isObject } from '../../../compare/networks/take-answer.ts';
import { sentence } from '../../../compare/networks/wording.ts';
import { Fault } from '../../../src/fault.ts';
import type { Backend, FoundNetwork } from '../../../src/model/network.ts';
import { type Pasted, SHOWN } from '../program.ts';

/** How long any one answer may take. */
const TIMEOUT_SECONDS = 5;

/** Characters that are kept of what the program prints and of any one message, and messages that nobody asked for before it is ended. */
const MOST_PRINTED = 20_000;
const LONGEST_MESSAGE = 2000;
const MOST_UNASKED = 2000;

export interface PastedBackend extends Backend {
  /** What the program printed so far. */
  printed(): string;
}

/**
 * The networks of a program in the sandbox at the other end of a port. Nothing that comes from there is believed: it is taken as numbers of
 * the shapes that are due, or refused.
 * @param kill ends the sandbox
 * @throws Fault where the program cannot be loaded, or holds no network
 */
export async function pastedBackend(pasted: Pasted, port: MessagePort, kill: () => void): Promise<PastedBackend> {
  const channel = new Channel({ send: (request) => port.postMessage(request), kill }, { shown: SHOWN, timeoutSeconds: TIMEOUT_SECONDS, remedy: '' });
  let printed = '';
  let unasked = 0;
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { id, result, message, output } = isObject(data) ? data : {};
    if (channel.settle(id, typeof message === 'string' ? { fault: new Fault(message.slice(0, LONGEST_MESSAGE)) } : { result })) return;
    if (typeof output === 'string') printed = (printed + output).slice(0, MOST_PRINTED);
    if (++unasked < MOST_UNASKED) return;
    channel.end(new Fault(`${SHOWN}: it sent ${MOST_UNASKED} messages that nobody had asked for, and was ended.`));
    kill();
  };
  const found = foundThere(await channel.ask('load', { ...pasted }));
  let created = 0;
  return {
    name: SHOWN,
    description: `${SHOWN} (as it was pasted)`,
    ...(found && { found }),
    printed: () => printed,
    async create(model, training, initial) {
      const author: Author = { file: SHOWN, blame: (error, method) => new Fault(`${SHOWN}: ${method}(): ${sentence(String(error))}`) };
      const task = { model, training };
      const ask: Channel['ask'] = (method, parameters) => channel.ask(method, parameters);
      return guard(await createRemote(ask, ++created, task, initial), task, author);
    },
  };
}

/** What the sandbox says of how the network was found; its training only as far as it is names and numbers. */
function foundThere(told: unknown): FoundNetwork | undefined {
  if (!isObject(told)) return undefined;
  const found = takeFound({ says: told['says'], model: told['model'], sure: told['isSure'] });
  const { loss, optimiser, l1, l2 } = isObject(told['training']) ? told['training'] : {};
  const training = {
    ...(typeof loss === 'string' && { loss }),
    ...(typeof optimiser === 'string' && { optimiser }),
    ...(typeof l1 === 'number' && { l1 }),
    ...(typeof l2 === 'number' && { l2 }),
  };
  return found && { ...found, training };
}
