import { existsSync } from 'node:fs';
import { Fault } from '../../src/fault.ts';
import { onStop } from '../../src/host/stopped.ts';
import type { Wanted } from '../grade/box/probe.ts';
import type { Grader } from '../grade/graders.ts';
import type { Outcome } from '../grade/outcome.ts';
import type { Rubric } from '../grade/rubric.ts';
import { decode } from '../jobs/json.ts';
import { blobOf } from './blob.ts';
import type { Coordinator } from './coordinator.ts';
import { type Apart, posted } from './task.ts';

/** A grader that has submissions judged by the machines of a queue, and how those kept them apart: what held on all of them. */
export function queueGrader(coordinator: Coordinator, rubric: Rubric, isolation: Wanted): { readonly grade: Grader; kept(): Apart | undefined } {
  const { data } = rubric.trains;
  if (rubric.items.some(({ item }) => item === 'trains') && existsSync(data)) {
    throw new Fault(
      `--queue: the rubric's training is on ${data}, a file of this machine, which workers do not have. Name a set that ships, or leave trains out.`,
    );
  }
  let kept: Apart | undefined;
  return {
    async grade({ files, ...submission }, key, signal) {
      signal?.throwIfAborted();
      const callOff = onStop(signal, (reason) => coordinator.cancel([key], reason));
      try {
        const blob = blobOf(files);
        const task = { kind: 'grading', submission, rubric, isolation } as const;
        const result = await coordinator.carryOut({ posted: posted(key, task, blob.hash), blob, title: submission.name });
        if (result.outcome === undefined) throw new Fault(`${submission.name}: ${result.fault ?? 'nothing came back'}`);
        if (result.kept) kept = kept ? common(kept, result.kept) : result.kept;
        return decode(result.outcome) as Outcome;
      } finally {
        callOff();
      }
    },
    kept: () => kept,
  };
}

function common(a: Apart, b: Apart): Apart {
  return { holds: a.holds.filter((held) => b.holds.includes(held)), lacks: [...new Set([...a.lacks, ...b.lacks])] };
}
