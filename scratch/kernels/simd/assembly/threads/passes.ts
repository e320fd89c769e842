// Passes over tensors of one shape, so many bytes of each to a chunk.
import { activate, activationGradient, Kind } from '../activations';
import * as double from '../passes';
import { adam, descend, momentum } from '../updates';
import { JOB } from './ticket';

@unmanaged
export class Update {
  task: i32;
  P: usize; G: usize; M: usize; V: usize;
  bytes: usize; each: usize;
  η: Real; λ: f32; l1: f32; l2: f32;
  β1: f32; share1: f32; β2: f32; share2: f32; rate: f32; ε: f32;
  ahead: bool;
}

export function descendChunk(chunk: usize): void {
  const job = changetype<Update>(JOB);
  const from = chunk * job.each, bytes = min(job.each, job.bytes - from);
  if (sizeof<Real>() == 8) double.descend(job.P + from, job.G + from, bytes, job.η);
  else descend(job.P + from, job.G + from, bytes, <f32>job.η, job.λ, job.l1, job.l2);
}

export function momentumChunk(chunk: usize): void {
  const job = changetype<Update>(JOB);
  const from = chunk * job.each, bytes = min(job.each, job.bytes - from);
  momentum(job.P + from, job.G + from, job.V + from, bytes, <f32>job.η, job.λ, job.l1, job.l2, job.β1, job.share1, job.ahead);
}

export function adamChunk(chunk: usize): void {
  const job = changetype<Update>(JOB);
  const from = chunk * job.each, bytes = min(job.each, job.bytes - from);
  adam(
    job.P + from, job.G + from, job.M + from, job.V + from, bytes, <f32>job.η, job.λ, job.l1, job.l2,
    job.β1, job.share1, job.β2, job.share2, job.rate, job.ε,
  );
}

@unmanaged
export class Activation {
  task: i32;
  kind: Kind; α: f32;
  A: usize; Z: usize; dA: usize;
  bytes: usize; each: usize;
}

export function activateChunk(chunk: usize): void {
  const job = changetype<Activation>(JOB);
  const from = chunk * job.each;
  activate(job.kind, job.α, job.Z + from, min(job.each, job.bytes - from));
}

export function activationGradientChunk(chunk: usize): void {
  const job = changetype<Activation>(JOB);
  const from = chunk * job.each, bytes = min(job.each, job.bytes - from);
  if (sizeof<Real>() == 8) double.gate(job.A + from, job.dA + from, bytes);
  else activationGradient(job.kind, job.α, job.A + from, job.Z + from, job.dA + from, bytes);
}
