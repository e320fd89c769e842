import { featuresFact, labelFact, rowsFact, storyLine } from '../../../src/data/columns/describe.ts';
import { escaped } from '../../../src/fault.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { describePlan } from '../../../src/run/describe-plan.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { describeData, stepsPerEpoch } from '../../../src/run/run-plan.ts';
import type { CompareObserver, Prepared } from '../../run/told.ts';
import { factLines } from '../../show/terminal/facts.ts';
import { type TextOptions, textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import { type CountProgress, showCount } from './count-progress.ts';
import { isLively, type Progress } from './progress.ts';
import { type SeedsProgress, showSeedsProgress } from './seeds-progress.ts';
import { showProgress } from './show-progress.ts';

/** Where a command shows itself. */
export interface Terminal {
  readonly stream: NodeJS.WriteStream;
  print(text: string): void;
}

/** A run has things to say beside its result: warnings, how far it has come. */
export interface RunTerminal extends Terminal {
  readonly errors: NodeJS.WriteStream;
}

export interface ShownRun extends CompareObserver {
  stop(): void;
}

/**
 * Shows a run under way: its header, bars or curves, seeds, widths. With --quiet the label and warnings alone; with --json nothing, unless
 * someone is there to see it, and then not where the JSON goes. With --verbose also what a network of the reader's own
 * prints, and lines for bars, which it would be written into.
 */
export function showRun({ quiet, json, verbose }: RunSpec, { stream, errors }: RunTerminal): ShownRun {
  const own = verbose ? { onOutput: (_network: string, text: string) => void errors.write(text) } : {};
  if (quiet) return { ...own, onPrepared: (prepared) => warn(prepared, errors, json), stop() {} };
  if (json) return { ...own, ...(errors.isTTY ? showOn(errors, verbose) : { stop() {} }) };
  return { ...own, ...showOn(stream, verbose) };
}

function showOn(stream: NodeJS.WriteStream, verbose: boolean): ShownRun {
  const lively = !verbose && isLively(stream);
  let progress: Progress | undefined;
  let seeds: SeedsProgress | undefined;
  let widths: CountProgress | undefined;
  return {
    onPrepared(prepared) {
      stream.write(`${header(prepared, textOptions(stream))}\n`);
      const { plan, backends } = prepared;
      const networks = backends.map(({ name }) => name);
      progress = showProgress({ networks, epochs: plan.epochs, stepsPerEpoch: stepsPerEpoch(plan), task: taskNameOf(plan), stream }, lively);
    },
    onStep: (network, step) => progress?.onStep?.(network, step),
    onEpoch: (network, record) => progress?.onEpoch?.(network, record),
    onTrained: () => progress?.stop(),
    onSeed(run, done, of) {
      seeds ??= showSeedsProgress(stream, lively);
      seeds.onSeed(run, done, of);
    },
    onSwept(done, of) {
      seeds?.stop();
      widths ??= showCount(stream, 'widths', lively);
      widths.update(done, of, `widths: ${done} of ${of}`);
    },
    stop() {
      progress?.stop();
      seeds?.stop();
      widths?.stop();
    },
  };
}

function header({ name, plan, backends, warnings, story }: Prepared, text: TextOptions): string {
  const facts: [string, string][] = [
    ['data', `${name}: ${describeData(plan)}`],
    ...(story
      ? ([
          ['label', labelFact(story)],
          ['features', featuresFact(story)],
          ['rows', rowsFact(story)],
        ] as [string, string][])
      : []),
    ['model', describeModel(plan.model)],
    ...(describePlan(plan) === 'SGD' ? [] : [['training', describePlan(plan)] as [string, string]]),
    ...backends.map((backend): [string, string] => [backend.name, backend.description]),
  ];
  const cautions = warnings.map((warning) => wrap(`Warning: ${warning}`, text.width).replace(/^Warning/, text.colours.yellow('Warning')));
  return [...factLines(facts, text), ...cautions, ''].join('\n');
}

/** Which column is the label is always told, if only where warnings are, or in the JSON. */
function warn({ warnings, story }: Prepared, errors: NodeJS.WriteStream, json: boolean): void {
  const { width, colours } = textOptions(errors);
  if (story && !json) errors.write(`${wrap(escaped(storyLine(story)), width)}\n`);
  for (const warning of warnings) errors.write(`${wrap(`Warning: ${warning}`, width).replace(/^Warning/, colours.yellow('Warning'))}\n`);
}
