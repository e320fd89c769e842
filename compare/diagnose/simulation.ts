import type { Formulas } from '../../scratch/formulas.ts';
import { begun, NEW, type Standing, stepFrom } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { copyWeights, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe-plan.ts';
import type { Shared } from './shared.ts';
import { activationsShown, changeOf, handedOver, logitsShown, lossShown, mannersShown, reportedShown, weightsShown } from './shown.ts';
import type { Manner, ShownTensor } from './tensor.ts';

/** One step as it was computed. */
interface Taken {
  readonly loss: number;
  readonly gradients: NamedTensors;
  readonly before: NamedTensors;
  readonly after: NamedTensors;
}

/**
 * What a network would show to one probe that trains in float64 by the given formulas, right or wrong: the textbook's
 * forward pass and step, and no more of them than is asked for.
 */
export class Simulation {
  readonly #task: Task;
  readonly #shared: Shared;
  readonly #formulas: Formulas;
  readonly #probe: Probe;
  readonly #anchors: readonly NamedTensors[];
  readonly #initial: NamedTensors;
  readonly #taken: Taken[] = [];
  #now: Standing;

  /** @param anchors the weights that another network had after each step: every later step starts from them, so that an early difference does not grow into a late one */
  constructor(task: Task, formulas: Formulas, probe: Probe, anchors: readonly NamedTensors[], shared: Shared) {
    this.#task = task;
    this.#shared = shared;
    this.#formulas = formulas;
    this.#probe = probe;
    this.#anchors = anchors;
    this.#initial = shared.received(probe.weights, formulas);
    this.#now = { weights: this.#initial, memory: NEW };
  }

  /** What it would show of a tensor; where that costs no more, of all of the same quantity. */
  shown(tensor: ShownTensor, s: number): Observation[] {
    const probe = this.#probe;
    // biome-ignore format: a table, a case a line
    switch (tensor.quantity) {
      case 'weights': return weightsShown(probe, this.#weights());
      case 'activation': return activationsShown(probe, this.#outputs().slice(1, -1));
      case 'logits': return logitsShown(probe, this.#formulas.answer(this.#outputs().at(-1)!, this.#task));
      case 'loss': return lossShown(probe, s, this.#step(s).loss);
      case 'reported': return reportedShown(probe, s, this.#step(s).gradients);
      case 'gradient': return [changeOf(probe, s, tensor, this.#step(s))];
      case 'manner': return mannersShown(probe, this.#manners());
    }
  }

  /** As they are read before the first step; at the handover as they are read after others were set. */
  #weights(): NamedTensors {
    const { received, handedOut } = this.#formulas;
    return handedOut(this.#probe.id === 'handover' ? received(handedOver(this.#probe), this.#initial) : this.#initial);
  }

  /** A[0], A[1], …, A[L] of the first batch. */
  #outputs(): readonly Matrix[] {
    return this.#shared.forward(this.#probe, this.#initial, this.#formulas, 'predict').A;
  }

  #manners(): Record<Manner, boolean> {
    const { keepsGiven, sharesWeights, altersX, altersY } = this.#formulas.manners;
    return { 'keeps given weights': keepsGiven, 'weights() are views': sharesWeights, 'batch X altered': altersX, 'batch y altered': altersY };
  }

  #step(s: number): Taken {
    while (this.#taken.length <= s) this.#taken.push(this.#take(this.#taken.length));
    return this.#taken[s]!;
  }

  #take(s: number): Taken {
    const { handedOut } = this.#formulas;
    const { batch } = this.#probe.steps[s]!;
    const anchor = this.#anchors[s - 1];
    const standing = anchor ? this.#resumed(anchor) : this.#now;
    const { gradients, after, loss } = stepFrom(this.#shared.backward(this.#probe, s, begun(standing, batch), this.#formulas), this.#formulas);
    this.#now = after;
    return { loss, gradients: handedOut(gradients), before: handedOut(standing.weights), after: handedOut(after.weights) };
  }

  /** Where another network stands, its own memory kept; not where it would not hand out the weights it was set to. */
  #resumed(anchor: NamedTensors): Standing {
    const { received, handedOut } = this.#formulas;
    if (received === textbook.received && handedOut === textbook.handedOut) return { ...this.#now, weights: this.#shared.received(anchor, this.#formulas) };
    const weights = copyWeights(received(anchor, this.#now.weights), 'float64');
    const out = tensorsOf(handedOut(weights));
    const taken = tensorsOf(anchor).every(({ values }, t) => values.data.every((value, i) => Object.is(value, out[t]!.values.data[i])));
    return taken ? { ...this.#now, weights } : this.#now;
  }
}
