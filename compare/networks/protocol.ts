import { isDeepStrictEqual } from 'node:util';
import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { FoundNetwork } from '../../src/model/network.ts';
import { usualTraining } from '../../src/model/training-spec.ts';
import type { Ask, Channel } from './channel.ts';
import { takeFound } from './found.ts';
import { isObject } from './take-answer.ts';
import { oneLine, whatCame } from './wording.ts';

/** A program that has been greeted. */
export interface Greeted {
  /** What it says of itself. */
  readonly description: string;
  /** What it has found, where it looked into a file. */
  readonly found?: FoundNetwork | undefined;
  /** Asks in the words of version 2, whichever it speaks. */
  readonly ask: Ask;
}

/**
 * Says hello in version 2 of PROTOCOL.md. A program that answers with protocol 1, or with none, or that an unknown
 * number made angry, is spoken to in version 1.
 */
export async function greet(channel: Channel, shown: string): Promise<Greeted> {
  const ask: Ask = (method, parameters) => channel.ask(method, parameters);
  const hello = await ask('hello', { protocol: 2 }).catch((fault) => {
    if (channel.ended) throw fault;
    return ask('hello', { protocol: 1 });
  });
  const { protocol = 1, description, about } = isObject(hello) ? hello : {};
  if (protocol !== 1 && protocol !== 2) throw new Fault(`${shown}: hello() must answer with protocol 2 or 1; it is ${whatCame(protocol)}.`);
  const found = takeFound(about);
  return {
    ...(found && { found }),
    description: typeof description === 'string' ? oneLine(description) : '',
    ask: protocol === 2 ? ask : inProtocol1(ask, shown),
  };
}

/** What version 1 has words for: classes, learnt by SGD on the output's cross-entropy; it has no state. */
function inProtocol1(ask: Ask, shown: string): Ask {
  const unable = (what: string) => new Fault(`${shown}: it speaks protocol 1, which has no word for ${what}. Let it answer hello with "protocol":2.`);
  return async (method, { training, ...parameters } = {}) => {
    if ('target' in parameters) throw unable('targets that are not classes');
    if ('masks' in parameters) throw unable('dropout');
    if (method !== 'create') return ask(method, parameters);
    if (!isDeepStrictEqual(training, usualTraining(parameters['model'] as ModelSpec))) throw unable('another training than SGD on cross-entropy');
    const created = await ask(method, parameters);
    const methods = isObject(created) && Array.isArray(created['methods']) ? created['methods'] : [];
    return { methods: methods.filter((name) => name === 'gradients' || name === 'activations') };
  };
}
