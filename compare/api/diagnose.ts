import { withBackend } from '../networks/backends.ts';
import { type DiagnoseEvent, type DiagnoseRequest, type DiagnoseResult, diagnosing } from './diagnose-at-hand.ts';
import { backendAtHand, type NetworkGiven } from './networks.ts';
import type { Running } from './running.ts';

/**
 * Finds the first wrong tensor of a network and names the mistake: it is probed from known weights on known rows, every answer held
 * against a float64 reference, and against what that would answer with each mistake of the catalogue in it.
 *
 *     const { kind, diagnosis } = await diagnose(mine, { inputs: 4, hidden: [8], activation: 'tanh' });
 *     if (kind === 'mistake') console.log(diagnosis.mistakes[0]?.name, diagnosis.mistakes[0]?.mend);
 *
 * @returns what was found. It fails with a Fault where the network cannot be made or answers nothing, or with the signal's reason
 */
export function diagnose(network: NetworkGiven, request: DiagnoseRequest = {}): Running<DiagnoseEvent, DiagnoseResult> {
  return diagnosing(request, ({ spec, examine }, signal) =>
    typeof network === 'string' ? withBackend(network, { ...spec, signal }, examine) : examine(backendAtHand(network)),
  );
}
