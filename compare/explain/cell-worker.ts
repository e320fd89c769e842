import { parentPort, workerData } from 'node:worker_threads';
import type { Parts } from '../../src/run/run-plan.ts';
import { serve } from '../training/pool.ts';
import { type Task, trainCell } from './train-cell.ts';

if (parentPort) serve(parentPort, (task: Task) => trainCell(task, workerData as Parts));
