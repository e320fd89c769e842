import { Fault } from '../../src/fault.ts';
import { graders } from '../grade/graders.ts';
import { needsOf, openBox } from '../grade/make-box.ts';
import type { Submission } from '../grade/submission.ts';
import { encode } from '../jobs/json.ts';
import type { Apart, Carried, Grading } from './task.ts';

/** Graders of this machine for whatever rubric comes, each kept ready with its box. */
export interface GradersHere {
  /** Why this machine cannot judge it; undefined where it can. */
  whyNot(grading: Grading): Promise<string | undefined>;
  judge(key: string, grading: Grading, files: () => Promise<unknown>, signal: AbortSignal): Promise<Carried>;
  close(): Promise<void>;
}

interface Ready {
  readonly pool: ReturnType<typeof graders>;
  readonly kept: Apart;
  close(): Promise<void>;
}

export function gradersHere(python: string | undefined): GradersHere {
  const ready = new Map<string, Promise<Ready>>();
  const readyFor = ({ submission, rubric, isolation }: Grading): Promise<Ready> => {
    const needs = needsOf([submission]);
    const name = JSON.stringify([needs, rubric, isolation]);
    const known = ready.get(name) ?? open();
    ready.set(name, known);
    known.catch(() => ready.delete(name));
    return known;

    async function open(): Promise<Ready> {
      const { box, close } = await openBox(needs, rubric, { isolation, python });
      const pool = graders({ rubric, box });
      const { holds, lacks } = box.isolation;
      return { pool, kept: { holds, lacks }, close: () => pool.close().finally(close) };
    }
  };
  return {
    async whyNot(grading) {
      try {
        await readyFor(grading);
        return undefined;
      } catch (error) {
        if (error instanceof Fault) return error.message;
        throw error;
      }
    },
    async judge(key, grading, files, signal) {
      const { pool, kept } = await readyFor(grading);
      const submission = { ...grading.submission, files: (await files()) as Submission['files'] };
      return { outcome: encode(await pool.grade(submission, key, signal)), kept };
    },
    async close() {
      await Promise.allSettled([...ready.values()].map(async (one) => (await one).close()));
    },
  };
}
