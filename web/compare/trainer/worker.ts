import { insideOf } from '../../../compare/inside/inside.ts';
import { checkAll } from '../../../compare/parity/check-all.ts';
import { checkSteps } from '../../../compare/parity/check-steps.ts';
import { makeComparison } from '../../../compare/results/comparison.ts';
import { toJson } from '../../../compare/results/file.ts';
import { withVisibleNames } from '../../../compare/results/visible-names.ts';
import { markdownReport } from '../../../compare/show/markdown/markdown.ts';
import { sideBySide } from '../../../compare/show/words/side-by-side.ts';
import { verdicts } from '../../../compare/show/words/verdict.ts';
import { Fault } from '../../../src/fault.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { describePlan } from '../../../src/run/describe-plan.ts';
import { loaded } from '../../../src/run/loaded.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { repeatCommand } from '../../../src/run/repeat-command.ts';
import { describeData, stepsPerEpoch } from '../../../src/run/run-plan.ts';
import { ready } from '../../host/cephes.ts';
import { rowsOf } from './data.ts';
import { backendsOf } from './networks.ts';
import type { Pace } from './pace.ts';
import type { Said, Told } from './protocol.ts';
import { trainTogether } from './together.ts';

const tell = (told: Told) => self.postMessage(told);
let pace: Pace | undefined;
let isPaused = false; // asked for before there was a pace, too

self.addEventListener('message', ({ data: said }: MessageEvent<Said>) => {
  if (said.kind === 'start') void run(said).catch(refuse);
  else if (said.kind === 'go-on') pace?.goOn(said.by);
  else {
    isPaused = said.kind === 'pause';
    if (isPaused) pace?.pause();
    else pace?.resume();
  }
});

function begin(made: Pace): void {
  pace = made;
  if (isPaused) made.pause();
}

function refuse(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
  tell({ kind: 'refused', message: error.message });
}

/** A whole run, from bytes to the comparison, with the parts of the command line's. */
async function run({ data, options }: Extract<Said, { kind: 'start' }>): Promise<void> {
  const isOwn = data.kind === 'files' && !data.test;
  const spec = parseRunSpec({ ...options, [isOwn ? 'train' : 'data']: data.name }, (option) => option);
  const { name, rows, parts, image, warnings: ofData } = loaded(spec, await rowsOf(data, spec));
  const { plan, warnings: ofPlan } = makePlan(spec, parts);
  const backends = await backendsOf(spec);
  const warnings = [...ofData, ...ofPlan];
  const says = `${describeData(plan)}; ${describeModel(plan.model)}; ${describePlan(plan)}`;
  const { epochs, classes } = plan;
  tell({ kind: 'prepared', says, warnings, epochs, classes, stepsPerEpoch: stepsPerEpoch(plan), networks: backends.map((backend) => backend.name) });
  await ready;
  const of = { plan, parts, image, snapshotSteps: new Set(checkSteps(plan)) };
  const trainings = await trainTogether(of, backends, { tell, onPace: begin }); // biome-ignore format: one training
  const onCheck = (_pair: readonly [string, string], done: number, of: number) => tell({ kind: 'checking', done, of });
  const parity = await checkAll(plan, backends, trainings, { onCheck });
  const story = rows.train.story;
  const inside = insideOf({ plan, parts, image, trainings });
  const comparison = makeComparison({ name, command: commandOf(spec), spec, plan, warnings, trainings, parity, story, inside, finished: new Date() });
  tell({
    kind: 'done',
    comparison,
    verdicts: verdicts(comparison),
    rows: sideBySide(comparison),
    markdown: markdownReport(withVisibleNames(comparison)),
    results: toJson(comparison),
  });
}

/** What repeats the run without a page, where anything does. */
function commandOf(spec: RunSpec): string {
  return String(spec.tfjsRuntime) === 'webgl' ? 'the page' : repeatCommand(spec);
}
