import { Fault, list } from '../../../fault.ts';
import type { Form } from '../form.ts';
import { readArrays } from '../numpy/read-arrays.ts';
import { allOf, inChunks, type Source } from '../source.ts';
import type { TableOptions } from '../table-options.ts';
import { type Archive, entrySource, type ZipEntry, zipEntries } from './zip-entries.ts';

/** What is no data but tells what an archive is. */
const KINDS: readonly { readonly holds: RegExp; readonly says: string }[] = [
  { holds: /^xl\/|^content\.xml$/, says: 'this is a spreadsheet. Open it and save the sheet of the data as CSV.' },
  { holds: /^word\/|^ppt\//, says: 'this is a document, a data file is expected.' },
  {
    holds: /(^|\/)data\.pkl$/,
    says: 'this holds a Python object (pickle, as PyTorch saves it), which can run code when read. Save the arrays with numpy.savez.',
  },
  { holds: /^META-INF\//, says: 'this is a program, a data file is expected.' },
];

/** What archives hold beside the data. */
const BESIDE = /(^|\/)(__MACOSX\/|\.|readme|licen[cs]e)/i;

/** ZIP: one file of any form, or the arrays of NumPy's .npz. */
export const zip: Form = {
  name: 'ZIP',
  recognises: ([first, second, third]) => first === 0x50 && second === 0x4b && (third === 3 || third === 5),
  async read(source, options, readAgain) {
    const { name } = source;
    const archive = await archiveOf(source, options);
    const entries = await zipEntries(archive);
    const kind = KINDS.find(({ holds }) => entries.some((entry) => holds.test(entry.name)));
    if (kind) throw new Fault(`${name}: ${kind.says}`);
    const files = entries.filter((entry) => !BESIDE.test(entry.name));
    const inside = (entry: ZipEntry) => entrySource(archive, entry);
    if (files.length > 0 && files.every((file) => file.name.endsWith('.npy'))) return await readArrays(name, await Promise.all(files.map(inside)), options);
    const [only] = files;
    if (only !== undefined && files.length === 1) return await readAgain(await inside(only));
    const what =
      files.length === 0
        ? 'no file'
        : `${files.length} files, ${list(
            files.map((file) => file.name),
            5,
          )}`;
    throw new Fault(`${name}: this ZIP archive holds ${what}; one is expected. Unpack it and give the file itself.`);
  },
};

/** A file is left where it is; of what is itself unpacked no part can be had but after all before it. */
async function archiveOf(source: Source, { memory }: TableOptions): Promise<Archive> {
  const { name, size, part } = source;
  if (size !== undefined && part) return { name, size, part };
  const bytes = await allOf(source, memory);
  return { name, size: bytes.length, part: (from, to) => inChunks(bytes.subarray(from, to)) };
}
