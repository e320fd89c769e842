import type { Form } from '../form.ts';
import { isNpy } from './array.ts';
import { readArrays } from './read-arrays.ts';

/** One array of NumPy's; several together are in a ZIP archive. */
export const npy: Form = {
  name: 'NumPy array',
  recognises: isNpy,
  read: (source, options) => readArrays(source.name, [source], options),
};
