/** The textbook as a reader's module that has its gradients and no step. */

import { gradientOnly } from '../gradient-only.ts';

export default gradientOnly('float32');
