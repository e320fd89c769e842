import type { FoundNetwork } from '../../src/model/network.ts';
import { diagnoseBrought } from '../diagnose/diagnose-brought.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { probed } from '../diagnose/probed.ts';
import { withBackend } from '../networks/backends.ts';
import { backendAtHand, type NetworkGiven } from './networks.ts';
import { withOwnSignal } from './own-signal.ts';
import { type Running, running } from './running.ts';
import { checkSettings, inCode, type Settings } from './settings.ts';

/** The model that is probed, and how it is meant to be trained: the settings of a run that say these. */
export interface DiagnoseRequest extends Settings {
  /** Features of the model that is probed; 5 if absent, or what the network's own file says. */
  readonly inputs?: number | undefined;
  /** Of a softmax output; the labels or values of others. 3 if absent. */
  readonly classes?: number | undefined;
  /** Ends it; it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a diagnosis is busy with, in words. */
export interface DiagnoseEvent {
  readonly kind: 'doing';
  readonly says: string;
}

interface Diagnosed<K extends Diagnosis['verdict']> {
  readonly kind: K;
  readonly diagnosis: Extract<Diagnosis, { readonly verdict: K }>;
  /** How the network was found, in a file that is not written for this program; and what should be known of that. */
  readonly found?: FoundNetwork;
  readonly warnings: readonly string[];
}

/**
 * What a diagnosis found:
 * - `correct` every number is the reference's, to within rounding;
 * - `mistake` the mistakes that together give every number that differs;
 * - `computed` no mistake of the catalogue gives them all, but these formulas do;
 * - `partly` mistakes that explain the first wrong tensor, and not all that comes after it;
 * - `unknown` only where the numbers are wrong is known, and how;
 * - `unfinished` what came is right, but not every probe was answered.
 */
export type DiagnoseResult = { readonly [K in Diagnosis['verdict']]: Diagnosed<K> }[Diagnosis['verdict']];

/** A small model with one square layer and two that are not, so that transposes show in both. */
const USUAL = { hidden: [6, 6] };

/**
 * Finds the first wrong tensor of a network and names the mistake: it is probed from known weights on known rows, every answer held
 * against a float64 reference, and against what that would answer with each mistake of the catalogue in it.
 *
 *     const { kind, diagnosis } = await diagnose(mine, { inputs: 4, hidden: [8], activation: 'tanh' });
 *     if (kind === 'mistake') console.log(diagnosis.mistakes[0].name, diagnosis.mistakes[0].mend);
 *
 * @returns what was found. It fails with a Fault where the network cannot be made or answers nothing, or with the signal's reason
 */
export function diagnose(network: NetworkGiven, request: DiagnoseRequest = {}): Running<DiagnoseEvent, DiagnoseResult> {
  return running((tell) => withOwnSignal(request.signal, (signal) => diagnosed(network, { ...request, signal }, tell)));
}

async function diagnosed(network: NetworkGiven, { signal, ...request }: DiagnoseRequest, tell: (event: DiagnoseEvent) => void): Promise<DiagnoseResult> {
  checkSettings(request);
  const said = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const options = { ...USUAL, ...said, inputs: String(request.inputs ?? 5), classes: String(request.classes ?? 3) };
  const { spec } = probed(options, inCode);
  const onDoing = (says: string) => tell({ kind: 'doing', says });
  const use = (backend: Parameters<typeof diagnoseBrought>[0]) => diagnoseBrought(backend, options, new Set(Object.keys(said)), onDoing, signal);
  try {
    const { diagnosis, found, warned } = await (typeof network === 'string' ? withBackend(network, { ...spec, signal }, use) : use(backendAtHand(network)));
    const { verdict } = diagnosis;
    return { kind: verdict, diagnosis, ...(found && { found }), warnings: warned } as DiagnoseResult;
  } catch (error) {
    signal?.throwIfAborted(); // a network that was ended answers no more
    throw error;
  }
}
