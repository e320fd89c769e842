// As in ../updates.ts and ../activations.ts, by all threads where there are several and it is worth their while.
import { activate as activateAlone, activationGradient as activationGradientAlone, Kind } from '../activations';
import { NUMBER } from '../numbers';
import { adam as adamAlone, descend as descendAlone, momentum as momentumAlone } from '../updates';
import { Task } from './chunks';
import { eachBytes, isShared, parts } from './division';
import { Activation, Update } from './passes';
import { share } from './team';
import { JOB } from './ticket';

export function descend(P: usize, G: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32): void {
  if (!isShared(bytes / NUMBER)) return descendAlone(P, G, bytes, η, λ, l1, l2);
  shareUpdate(Task.DESCEND, P, G, bytes, η, λ, l1, l2);
}

export function momentum(
  P: usize, G: usize, V: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32, μ: f32, share: f32, ahead: bool,
): void {
  if (!isShared(bytes / NUMBER)) return momentumAlone(P, G, V, bytes, η, λ, l1, l2, μ, share, ahead);
  const job = changetype<Update>(JOB);
  job.V = V;
  job.β1 = μ; job.share1 = share;
  job.ahead = ahead;
  shareUpdate(Task.MOMENTUM, P, G, bytes, η, λ, l1, l2);
}

export function adam(
  P: usize, G: usize, M: usize, V: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32,
  β1: f32, share1: f32, β2: f32, share2: f32, rate: f32, ε: f32,
): void {
  if (!isShared(bytes / NUMBER)) return adamAlone(P, G, M, V, bytes, η, λ, l1, l2, β1, share1, β2, share2, rate, ε);
  const job = changetype<Update>(JOB);
  job.M = M; job.V = V;
  job.β1 = β1; job.share1 = share1;
  job.β2 = β2; job.share2 = share2;
  job.rate = rate; job.ε = ε;
  shareUpdate(Task.ADAM, P, G, bytes, η, λ, l1, l2);
}

function shareUpdate(task: Task, P: usize, G: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32): void {
  const job = changetype<Update>(JOB);
  job.task = task;
  job.P = P; job.G = G;
  job.bytes = bytes; job.each = eachBytes(bytes);
  job.η = η; job.λ = λ; job.l1 = l1; job.l2 = l2;
  share(parts(bytes, job.each));
}

export function activate(kind: Kind, α: f32, Z: usize, bytes: usize): void {
  if (!isShared(bytes / NUMBER)) return activateAlone(kind, α, Z, bytes);
  shareActivation(Task.ACTIVATE, kind, α, 0, Z, 0, bytes);
}

export function activationGradient(kind: Kind, α: f32, A: usize, Z: usize, dA: usize, bytes: usize): void {
  if (!isShared(bytes / NUMBER)) return activationGradientAlone(kind, α, A, Z, dA, bytes);
  shareActivation(Task.ACTIVATION_GRADIENT, kind, α, A, Z, dA, bytes);
}

function shareActivation(task: Task, kind: Kind, α: f32, A: usize, Z: usize, dA: usize, bytes: usize): void {
  const job = changetype<Activation>(JOB);
  job.task = task;
  job.kind = kind; job.α = α;
  job.A = A; job.Z = Z; job.dA = dA;
  job.bytes = bytes; job.each = eachBytes(bytes);
  share(parts(bytes, job.each));
}
