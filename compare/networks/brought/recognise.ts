import { Fault, list } from '../../../src/fault.ts';
import type { FoundNetwork } from '../../../src/model/network.ts';
import type { NetworkMaker } from '../define-network.ts';
import { takeFound } from '../found.ts';
import { makerOf } from './adapted.ts';
import { NotThis, type Place, type Theirs } from './calling.ts';
import { wordsOf } from './conventions.ts';
import { EXPECTED } from './expected.ts';
import { partsOf, Stack } from './layers.ts';
import { functionsOwner, instanceOwner } from './owners.ts';
import { type Answered, bestOf } from './reading.ts';
import { tensorNamed } from './roles.ts';
import type { Squared } from './squared.ts';
import { Steps } from './steps.ts';
import { waysOf } from './ways.ts';

/** A network that was found in a file, and what could be read off. */
export interface Recognised {
  readonly make: NetworkMaker;
  readonly found: FoundNetwork;
}

/** What a file defines, by name. */
export interface Defined {
  readonly place: Place;
  readonly source: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly style?: string | undefined;
  readonly map?: readonly string[] | undefined;
}

/**
 * Which of the shapes that people write a file has: each is asked with known weights, and the first that answers as a network is taken.
 * @throws Fault that says what was looked for and not found
 */
export function recognise({ place, source, values, style, map = [] }: Defined): Recognised {
  const chosen = Object.fromEntries(map.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const theirs = Object.values(values).filter((value): value is Theirs => typeof value === 'function');
  const isClass = (of: Theirs) => /^class\b/.test(Function.prototype.toString.call(of));
  const [classes, functions] = [theirs.filter(isClass), theirs.filter((of) => !isClass(of))];
  const words = [...source.matchAll(/[\w$]+/g)].map(([word]) => word.toLowerCase()).join(' ');
  const failures: Error[] = [];
  const declared = values['model'] ?? values['MLP_COMPARE'];
  const whole = classes.find(hasOurMethods);
  if (whole && style === undefined) return asItIs(whole);
  const finders: Readonly<Record<string, () => Recognised | undefined>> = {
    class: () => inClasses(classes, chosen, { place, words, failures }),
    functions: () => inFunctions(functions, chosen, { place, source, words, failures }),
    layers: () => inLayers(classes, source, { place, words, failures }),
  };
  for (const [name, find] of Object.entries(finders)) {
    if (style !== undefined && style !== name) continue;
    const recognised = find();
    if (recognised) return { ...recognised, found: { ...recognised.found, ...takeFound({ ...recognised.found, declared, sure: recognised.found.isSure }) } };
  }
  throw notFound(place.shown, theirs, failures);
}

const METHODS = ['predict', 'weights', 'setWeights'];

/** Whether it is written as a network that this program asks for. */
function hasOurMethods(made: Theirs): boolean {
  const methods = made.prototype as Record<string, unknown>;
  return METHODS.every((name) => typeof methods[name] === 'function') && ['step', 'lossAndGradients'].some((name) => typeof methods[name] === 'function');
}

function asItIs(made: Theirs): Recognised {
  const make: NetworkMaker = (model, initial, training) => Reflect.construct(made, [model, initial, training]) as ReturnType<NetworkMaker>;
  return { make, found: { says: [`style: class ${made.name} with the methods that a network has here`], model: {}, isSure: true } };
}

interface Asked {
  readonly place: Place;
  readonly words: string;
  readonly failures: Error[];
}

function inClasses(classes: readonly Theirs[], chosen: Readonly<Record<string, string>>, { place, words, failures }: Asked): Recognised | undefined {
  for (const depth of [3, 2]) {
    for (const made of classes) {
      try {
        const owner = instanceOwner(made, place).fresh([5, ...[7, 9].slice(0, depth - 1), 3]);
        const best = bestOf(waysOf(owner, chosen).map((way) => new Steps(owner, way)), depth, words, failures); // biome-ignore format: one question
        if (best) return recognised(best, `class ${made.name} with ${owner.says}; ${partsUsed(best)}`, 'class', depth === 3 ? undefined : depth);
      } catch (error) {
        if (!(error instanceof NotThis || error instanceof Fault)) throw error;
        failures.push(error);
      }
    }
  }
  return undefined;
}

function inFunctions(
  functions: readonly Theirs[],
  chosen: Readonly<Record<string, string>>,
  { place, source, words, failures }: Asked & { source: string },
): Recognised | undefined {
  const numbered = Math.max(0, ...[...source.matchAll(/\b[wW]_?\d\b/g)].map(([name]) => tensorNamed(name)?.layer ?? 0));
  const owner = functionsOwner(new Map(functions.map((of) => [of.name, of])), place);
  for (const depth of numbered > 0 ? [numbered] : [3, 2]) {
    const best = bestOf(waysOf(owner, chosen).map((way) => new Steps(owner, way)), depth, words, failures); // biome-ignore format: one question
    if (best) return recognised(best, `functions ${partsUsed(best)} of ${owner.says}`, 'functions', numbered > 0 ? depth : undefined);
  }
  return undefined;
}

function inLayers(classes: readonly Theirs[], source: string, { place, words, failures }: Asked): Recognised | undefined {
  const best = bestOf(partsOf(classes, source).map((parts) => new Stack(parts, place)), 3, words, failures); // biome-ignore format: one question
  if (!best) return undefined;
  const { dense, activation, last, loss, optimiser } = best.session.parts;
  return recognised(best, `layer objects ${[dense, activation, last, loss, optimiser].flatMap((of) => of?.name ?? []).join(', ')}`, 'layers', undefined);
}

function partsUsed({ session: { way } }: Answered<Steps>): string {
  return [way.forward, way.both, way.backward, way.update, way.whole].flatMap((name) => (name ? [`${name}()`] : [])).join(', ');
}

function recognised(best: Answered, style: string, name: string, layers: number | undefined): Recognised {
  const { convention, model, gives, isSure, isGradientOnly, tellsLoss, averages, squared } = best;
  const { kind } = model.output;
  const activations = model.hidden.map(({ activation }) => activation);
  const says = [
    `style: ${style} (--style ${name})`,
    wordsOf(convention, kind === 'softmax' ? 3 : 1, gives === 'values'),
    ...(gives === 'probabilities' ? ['it gives probabilities; logits are read from them'] : []),
    ...(gives === 'values'
      ? [`its outputs are values${kind === 'tanh' ? ', through tanh' : ''}; it learns ${squared?.says ?? 'no squared error'}, read off from its step`]
      : []),
    ...(averages ? ["a batch's step is the mean of its rows' steps, each from the same weights"] : []),
    `hidden activation ${activations[0]}, ${isSure ? 'read off from its answers' : 'by the words of the file: its answers fit none'}`,
    ...(isGradientOnly ? ['it has gradients and no update: the step is taken for it'] : []),
    ...(tellsLoss ? [] : ['it tells no loss']),
    ...(squared && gives !== 'values' ? [quadraticSaid(squared)] : []),
  ];
  const output = kind === 'sigmoids' ? 'sigmoid' : kind;
  const training = squared && { loss: squared.loss, ...(squared.outputReduction === 'mean' && { outputReduction: squared.outputReduction }) };
  return {
    make: makerOf(best),
    found: { says, model: { activations, output, ...(layers !== undefined && { layers }) }, ...(training && { training }), isSure },
  };
}

function quadraticSaid({ loss, says }: Squared): string {
  return `it learns the quadratic cost, ${says} through the sigmoid, and is held against that. Where it is meant, declare it: export const model = { loss: '${loss}' }, or --loss ${loss}; where cross-entropy is, --loss sigmoid-cross-entropy`;
}

function notFound(shown: string, theirs: readonly Theirs[], failures: readonly Error[]): Fault {
  const own = failures.findLast((error) => error instanceof Fault);
  if (own) return own as Fault;
  const names = theirs.length > 0 ? list(theirs.map(({ name }) => name)) : 'nothing that is a function or a class';
  const why = failures.length > 0 ? `: ${failures.at(-1)?.message}` : '';
  return new Fault(
    `${shown}: no network was recognised in ${names}${why}. If a part is called something else: --map update=applyGrads. A default export works as well. Expected: ${EXPECTED}`,
  );
}
