import { diagnose } from '../../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../compare/diagnose/diagnosis.ts';
import { BATCH, MUTANTS, type Mutant, SHAPES, type Shape } from './mutants.ts';
import { planted } from './planted-network.ts';

/** What came of planting mistakes. */
export interface Tally {
  readonly planted: number; // where they change any number
  readonly named: number;
  readonly namedFirst: number; // and first among those that give the same numbers
  readonly located: number;
  readonly silent: number; // planted where they change nothing
  readonly falseAlarms: number; // of the silent ones
  readonly failures: readonly string[];
}

/**
 * Every mutant in every shape where all are asked for (MUTATIONS=all, some minutes); else each mutant with each
 * activation once, in 2 or in 3 layers, the four kinds of output and shape taking turns.
 */
export async function plantAll(depth: number): Promise<Tally> {
  const shapes = SHAPES.filter((shape) => shape.depth === depth);
  const all = process.env['MUTATIONS'] === 'all';
  const tally = { planted: 0, named: 0, namedFirst: 0, located: 0, silent: 0, falseAlarms: 0, failures: [] as string[] };
  for (const [m, mutant] of MUTANTS.entries()) {
    for (const [s, shape] of shapes.entries()) {
      const [activation, kind] = [Math.floor(s / 4), s % 4];
      if (!all && ((activation + m + depth) % 2 !== 0 || (kind + activation + m + Math.floor(m / 4) + 2 * depth) % 4 !== 0)) continue;
      const float32 = (Math.floor(m / 2) + activation) % 2 === 0;
      const diagnosis = await diagnose(planted([mutant.plant], float32), shape.spec, { batchSize: BATCH });
      const label = `${describe(mutant, shape)} ${float32 ? 'float32' : 'float64'}: ${summary(diagnosis)}`;
      if (!mutant.shows(shape)) {
        tally.silent++;
        if (diagnosis.verdict !== 'correct') tally.falseAlarms++, tally.failures.push(`false alarm: ${label}`);
        continue;
      }
      tally.planted++;
      if ('location' in diagnosis && diagnosis.location.tensor === mutant.located(shape)) tally.located++;
      else tally.failures.push(`located: ${label}, expected ${mutant.located(shape)}`);
      const names = namesOf(diagnosis);
      if (names.some((id) => mutant.named.includes(id))) tally.named++;
      else tally.failures.push(`named: ${label}`);
      if (mutant.named.includes(names[0] ?? '')) tally.namedFirst++;
    }
  }
  return tally;
}

/** The ids of single mistakes that explain everything, the first first. */
export function namesOf(diagnosis: Diagnosis): string[] {
  if (diagnosis.verdict !== 'mistake') return [];
  return [diagnosis.mistakes, ...diagnosis.alternatives].filter(({ length }) => length === 1).map(([mistake]) => mistake!.id);
}

function describe({ plant: { bug, layer, value } }: Mutant, { depth, activation, softmax, square }: Shape): string {
  const where = layer === undefined ? '' : ` in layer ${layer}`;
  return `${bug}${value === undefined ? '' : ` ${value}`}${where}, ${depth} ${square ? 'square ' : ''}layers, ${activation}, ${softmax ? 'softmax' : 'sigmoid'}`;
}

function summary(diagnosis: Diagnosis): string {
  const ids = 'mistakes' in diagnosis ? ` ${diagnosis.mistakes.map(({ id, parameter }) => (parameter ? `${id} ${parameter.value}` : id)).join(' + ')}` : '';
  return `${diagnosis.verdict}${ids}${'location' in diagnosis ? ` at ${diagnosis.location.tensor} on ${diagnosis.location.probe}` : ''}`;
}

export function table(title: string, { planted: n, named, namedFirst, located, silent, falseAlarms }: Tally): string {
  const share = (count: number) => `${count} (${((100 * count) / n).toFixed(1)} %)`;
  return [
    `${title}:`,
    `  planted where they show ${n}`,
    `  located rightly         ${share(located)}`,
    `  named rightly           ${share(named)}`,
    `  … and named first       ${share(namedFirst)}`,
    `  planted where silent    ${silent}, false alarms ${falseAlarms}`,
  ].join('\n');
}
