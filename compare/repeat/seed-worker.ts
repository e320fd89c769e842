import { parentPort, workerData } from 'node:worker_threads';
import type { RunSpec } from '../../src/run/config.ts';
import { serve } from '../training/pool.ts';
import { trainSeed } from './train-seed.ts';

if (parentPort) serve(parentPort, (seed: number) => trainSeed(workerData as RunSpec, seed));
