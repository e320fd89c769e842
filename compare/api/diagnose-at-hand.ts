import type { Backend, FoundNetwork } from '../../src/model/network.ts';
import { diagnoseBrought } from '../diagnose/diagnose-brought.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { type ProbedArguments, probed } from '../diagnose/probed.ts';
import { propertiesIn } from './in-properties.ts';
import { type AnyNetworkMaker, backendAtHand } from './networks.ts';
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

/** What is asked of a network, judged. */
export interface Examination {
  /** The settings by which a network that is named is made. */
  readonly spec: ReturnType<typeof probed>['spec'];
  examine(backend: Backend): Promise<DiagnoseResult>;
}

/** The examination that is asked for, carried out by `carryOut` once there is a network for it. @throws Fault where what is asked is wrong */
export function diagnosing(
  request: DiagnoseRequest,
  carryOut: (examination: Examination, signal: AbortSignal) => Promise<DiagnoseResult>,
): Running<DiagnoseEvent, DiagnoseResult> {
  return running((tell) =>
    withOwnSignal(request.signal, async (signal) => {
      try {
        return await carryOut(examinationOf(request, signal, tell), signal);
      } catch (error) {
        signal.throwIfAborted(); // a network that was ended answers no more
        throw error;
      }
    }),
  );
}

function examinationOf({ signal: _, ...request }: DiagnoseRequest, signal: AbortSignal, tell: (event: DiagnoseEvent) => void): Examination {
  checkSettings(request);
  const said = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const options: ProbedArguments = { ...USUAL, ...said, inputs: String(request.inputs ?? 5), classes: String(request.classes ?? 3) };
  const onDoing = (says: string) => tell({ kind: 'doing', says });
  return {
    spec: probed(options, inCode).spec,
    async examine(backend) {
      const { diagnosis, found, warned } = await diagnoseBrought(backend, options, new Set(Object.keys(said)), onDoing, signal);
      return { kind: diagnosis.verdict, diagnosis, ...(found && { found }), warnings: warned.map(propertiesIn) } as DiagnoseResult;
    },
  };
}

/** As `diagnose`, of a network that is at hand: all that there is in a browser. */
export function diagnoseAtHand(network: AnyNetworkMaker | Backend, request: DiagnoseRequest = {}): Running<DiagnoseEvent, DiagnoseResult> {
  return diagnosing(request, ({ examine }) => examine(backendAtHand(network)));
}
