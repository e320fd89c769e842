import '@tensorflow/tfjs-backend-cpu';
import { offer } from './offered.ts';

offer('cpu', 'plain JavaScript');
