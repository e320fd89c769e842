// As in ../passes.ts, by all threads where there are several and it is worth their while.
import { NUMBER } from '../numbers';
import { descend as descendAlone, gate as gateAlone } from '../passes';
import { Task } from './chunks';
import { eachBytes, isShared, parts } from './division';
import { Activation, Update } from './passes';
import { share } from './team';
import { JOB } from './ticket';

export function descend(P: usize, G: usize, bytes: usize, η: Real): void {
  if (!isShared(bytes / NUMBER)) return descendAlone(P, G, bytes, η);
  const job = changetype<Update>(JOB);
  job.task = Task.DESCEND;
  job.P = P; job.G = G;
  job.bytes = bytes; job.each = eachBytes(bytes);
  job.η = η;
  share(parts(bytes, job.each));
}

export function gate(A: usize, dA: usize, bytes: usize): void {
  if (!isShared(bytes / NUMBER)) return gateAlone(A, dA, bytes);
  const job = changetype<Activation>(JOB);
  job.task = Task.ACTIVATION_GRADIENT;
  job.A = A; job.dA = dA;
  job.bytes = bytes; job.each = eachBytes(bytes);
  share(parts(bytes, job.each));
}
