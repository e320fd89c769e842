import { checkAll } from '../../../compare/parity/check-all.ts';
import { checkSteps } from '../../../compare/parity/check-steps.ts';
import { makeComparison } from '../../../compare/results/comparison.ts';
import { markdownReport } from '../../../compare/show/markdown/markdown.ts';
import { sideBySide } from '../../../compare/show/words/side-by-side.ts';
import { verdicts } from '../../../compare/show/words/verdict.ts';
import { type Training, train } from '../../../compare/training/train.ts';
import { Fault } from '../../../src/fault.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { describePlan } from '../../../src/run/describe-plan.ts';
import { divide, divisionOf } from '../../../src/run/divide.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { describeData } from '../../../src/run/run-plan.ts';
import { ready } from '../../host/cephes.ts';
import { rowsOf } from './data.ts';
import { Gate } from './gate.ts';
import { backendsOf } from './networks.ts';
import type { Said, Told } from './protocol.ts';

const tell = (told: Told) => self.postMessage(told);
const gate = new Gate();

self.addEventListener('message', ({ data: said }: MessageEvent<Said>) => {
  if (said.kind === 'start') void run(said).catch(refuse);
  else if (said.kind === 'pause') gate.shut();
  else gate.open();
});

function refuse(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
  tell({ kind: 'refused', message: error.message });
}

/** A whole run, from bytes to the comparison, with the parts of the command line's. */
async function run({ data, options }: Extract<Said, { kind: 'start' }>): Promise<void> {
  const isOwn = data.kind === 'files' && !data.test;
  const spec = parseRunSpec({ ...options, [isOwn ? 'train' : 'data']: data.name }, (option) => option);
  const { warnings: ofData, ...rows } = await rowsOf(data, spec);
  const { parts, split } = divide(rows, divisionOf(spec, rows));
  const { plan, warnings: ofPlan } = makePlan(spec, parts);
  const backends = (await backendsOf(spec)).map((backend) => gate.before(backend));
  const warnings = [...ofData, ...split.warnings, ...ofPlan];
  const says = `${describeData(plan)}; ${describeModel(plan.model)}; ${describePlan(plan)}`;
  tell({ kind: 'prepared', says, warnings, epochs: plan.epochs, networks: backends.map(({ name }) => name) });
  await ready;
  const snapshotSteps = new Set(checkSteps(plan));
  const trainings: Training[] = [];
  for (const backend of backends) {
    trainings.push(await train(plan, backend, { snapshotSteps, onEpoch: (record) => tell({ kind: 'epoch', network: backend.name, record }) })); // biome-ignore format: one training
  }
  const onCheck = (_pair: readonly [string, string], done: number, of: number) => tell({ kind: 'checking', done, of });
  const parity = await checkAll(plan, backends, trainings, { onCheck });
  const comparison = makeComparison({
    name: data.name,
    command: 'the page',
    spec,
    plan,
    warnings,
    trainings,
    parity,
    story: rows.train.story,
    finished: new Date(),
  });
  tell({ kind: 'done', comparison, verdicts: verdicts(comparison), rows: sideBySide(comparison), markdown: markdownReport(comparison) });
}
