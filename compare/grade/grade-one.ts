import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { escaped, Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import type { LoadedData } from '../../src/run/loaded.ts';
import { examineByChannels } from '../diagnose/channels/examine.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import { trainingSaid } from '../diagnose/probed.ts';
import { asFound } from '../networks/as-found.ts';
import { foundIn } from '../networks/found.ts';
import type { Ended } from '../networks/options.ts';
import { processBackend } from '../networks/process.ts';
import type { Closable } from '../networks/thread.ts';
import { askedBy } from './asked.ts';
import { type Box, commandIn } from './box/box.ts';
import { chargesOf } from './charges.ts';
import { judged, scoreOf } from './judge.ts';
import type { Outcome } from './outcome.ts';
import { OUTCOME_VERSION } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';
import { type Trained, trainedBy, trainingPlan } from './train-item.ts';

/** What all submissions of a class are graded with. */
export interface Grading {
  readonly rubric: Rubric;
  readonly box: Box;
  readonly rows: LoadedData | undefined; // where the rubric asks for a training
}

const MEGABYTE = 1024 * 1024;

/** Memory of all its processes, in that of one. */
const ALL_TOGETHER = 1.5;

/** Bytes that a submission may answer with in one line, and print in all. */
const MOST = { line: 16 * MEGABYTE, printed: MEGABYTE };

/**
 * Judges one submission; whatever it does is an outcome. @param key under which that is kept
 * @param onSoFar is told, whenever more was seen, what would come of it if it ended now
 */
export async function gradeOne(submission: Submission, key: string, grading: Grading, onSoFar: (outcome: Outcome) => void = () => {}): Promise<Outcome> {
  const { name, main, refused } = submission;
  if (main === undefined) return concluded({ name, key }, { depth: 1, wrong: [] }, grading, { status: 'not run', said: refused ?? 'there is nothing in it' });
  const folder = await mkdtemp(join(grading.box.folder, 'one-'));
  try {
    await laidOut(submission, folder);
    return await withSubmission(folder, main, grading, submission, (backend, ended) =>
      examined(backend, ended, { name, key, folder, main, submission, onSoFar }, grading),
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const status = error.ended === 'timed out' ? 'timed out' : 'crashed';
    return concluded({ name, key }, { depth: 1, wrong: [], ended: status }, grading, { status, said: error.message });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A submission that could not be used at all. */
class Refused extends Error {
  readonly ended: Ended | undefined;
  constructor(message: string, ended: Ended | undefined) {
    super(message);
    this.ended = ended;
  }
}

/** Alone in a folder, to be read by whoever runs it. */
async function laidOut({ files }: Submission, folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

type Use<T> = (backend: Backend, ended: () => Ended | undefined) => Promise<T>;

async function withSubmission<T>(folder: string, main: string, { box, rubric }: Grading, { files }: Submission, use: Use<T>): Promise<T> {
  let ended: Ended | undefined;
  let backend: (Backend & Closable) | undefined;
  try {
    const command = await commandIn(box, folder, files, main);
    const onEnded = (how: Ended) => void (ended ??= how);
    backend = await processBackend(command, {
      cwd: folder,
      timeoutSeconds: rubric.limits.answer,
      most: { ...MOST, memory: ALL_TOGETHER * rubric.limits.megabytes * MEGABYTE },
      onEnded,
    });
  } catch (error) {
    throw new Refused(error instanceof Error ? (error.message.split('\n').find((line) => line.trim() !== '') ?? '') : String(error), ended);
  }
  try {
    return await use(backend, () => ended);
  } finally {
    await backend.close();
  }
}

interface One {
  readonly name: string;
  readonly key: string;
  readonly folder: string;
  readonly main: string;
  readonly submission: Submission;
  onSoFar(outcome: Outcome): void;
}

async function examined(backend: Backend, ended: () => Ended | undefined, one: One, grading: Grading): Promise<Outcome> {
  const { rubric } = grading;
  const { spec, model: asked } = askedBy(rubric);
  const model = backend.found ? asFound(asked, backend.found, new Set(Object.keys(rubric.model))) : asked;
  const depth = model.hidden.length + 1;
  try {
    const { batchSize, learningRate, seed } = spec;
    const training = trainingSaid(spec, model);
    if (backend.found) foundIn(backend.name, backend.found, taskOf(model, training));
    const diagnosis = await diagnose(backend, model, { training, batchSize, learningRate, seed });
    const needed = diagnosis.verdict === 'unknown' || diagnosis.verdict === 'partly' || diagnosis.verdict === 'unfinished';
    const own = 'channels' in diagnosis ? diagnosis.channels : undefined;
    const soFar = (seen: typeof own) =>
      one.onSoFar(
        concluded(one, { depth, diagnosis, channels: seen, wrong: chargesOf(diagnosis, seen, rubric), ended: 'timed out' }, grading, { status: 'timed out' }),
      );
    soFar(own);
    const channels =
      own ??
      (needed ? await examinedAgain(one, grading, (fresh) => examineByChannels(fresh, taskOf(model, training), { batchSize, learningRate })) : undefined);
    soFar(channels);
    const trained = ended() === undefined ? await trainedOn(backend, model, grading) : undefined;
    const how = statusOf(ended());
    const wrong = chargesOf(diagnosis, channels, rubric);
    const said = diagnosis.unanswered[0]?.said;
    return concluded(one, { depth, diagnosis, channels, trained, wrong, ended: how }, grading, {
      ...(how && { status: how }),
      ...(said !== undefined && { said }),
      ...(backend.found && { found: backend.found.says }),
      verdict: diagnosis.verdict,
      notes: diagnosis.notes,
    });
  } catch (error) {
    if (error instanceof Fault) throw new Refused(error.message, ended());
    throw error;
  }
}

/** Channels in a process of their own: the other may have ended. Undefined where that does, too. */
async function examinedAgain<T>({ folder, main, submission }: One, grading: Grading, use: (backend: Backend) => Promise<T>): Promise<T | undefined> {
  try {
    return await withSubmission(folder, main, grading, submission, use);
  } catch (error) {
    if (error instanceof Fault || error instanceof Refused) return undefined;
    throw error;
  }
}

async function trainedOn(backend: Backend, model: ModelSpec, { rubric, rows }: Grading): Promise<Trained | undefined> {
  if (!rows) return undefined;
  if (model.output.kind !== 'softmax' && rubric.model['output'] === undefined) {
    return { state: 'not asked', says: `it was not trained: ${rubric.trains.data} has classes for a softmax` };
  }
  return trainedBy(backend, trainingPlan(rows, rubric, model), rubric.trains);
}

function statusOf(ended: Ended | undefined): 'timed out' | 'crashed' | undefined {
  return ended === undefined ? undefined : ended === 'timed out' ? 'timed out' : 'crashed';
}

type Said = Partial<Pick<Outcome, 'status' | 'said' | 'found' | 'verdict' | 'notes'>>;

function concluded({ name, key }: Pick<One, 'name' | 'key'>, facts: Parameters<typeof judged>[0], { rubric }: Pick<Grading, 'rubric'>, told: Said): Outcome {
  const { said, found, ...rest } = told;
  const items = judged(facts, rubric);
  const status = told.status ?? (items.every(({ share }) => share === null || share === 1) ? 'passed' : 'failed');
  const theirs = { ...(said !== undefined && { said: inShort(said) }), ...(found && { found: found.slice(0, MOST_LINES).map(inShort) }) };
  return { version: OUTCOME_VERSION, name, key, notes: [], ...rest, ...theirs, status, items, wrong: facts.wrong, ...scoreOf(items, rubric) };
}

const MOST_CHARACTERS = 1000;
const MOST_LINES = 40;

/** What a submission says, fit for every place where it is told, and no longer than anybody reads. */
function inShort(text: string): string {
  return escaped(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text);
}
