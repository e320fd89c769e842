import { parentPort, workerData } from 'node:worker_threads';
import type { RunSpec } from '../../src/config.ts';
import { serve } from '../explain/pool.ts';
import { trainSeed } from './train-seed.ts';

if (parentPort) serve(parentPort, (seed: number) => trainSeed(workerData as RunSpec, seed));
