import type { Form } from './form.ts';
import { delimited } from './text/delimited.ts';

/** Every form that is read, those that their first bytes tell surely before those that may be anything. */
export const FORMS: readonly Form[] = [delimited];
