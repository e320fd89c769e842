import { Fault } from '../../fault.ts';
import { beginsWith, firstText } from './first-text.ts';
import type { Form } from './form.ts';
import { startOf } from './source.ts';

/** Bytes by which a form of text is known. */
const BEGINNING = 1024;

/** What is known and not read, and what to do about it. */
const REFUSED: readonly { readonly recognises: Form['recognises']; readonly says: string }[] = [
  refuses('\xd0\xcf\x11\xe0', 'this is an old spreadsheet or document of Office. Open it and save the sheet of the data as CSV.'),
  refuses('%PDF', 'this is a PDF. Get the data as CSV, or copy the table into a spreadsheet and save it as CSV.'),
  {
    recognises: (start) => /^<(!doctype html|html|head|body|table)\b/i.test(firstText(start.subarray(0, BEGINNING))),
    says: 'this is a page of the web, not the data. Was the page saved instead of the file that it links to? Download the file itself.',
  },
  { recognises: (start) => /^<(\?xml|svg)\b/i.test(firstText(start.subarray(0, BEGINNING))), says: 'this is XML. Save the table in it as CSV.' },
  {
    recognises: ([first, protocol, ...rest], name) =>
      (first === 0x80 && protocol! >= 2 && protocol! <= 5 && rest.length > 0) || /\.(pkl|pickle|joblib)(\.gz)?$/i.test(name),
    says: 'this is a Python object (pickle), which can run code when read. Save the data in Python with to_csv or numpy.savez.',
  },
  refuses('\x89HDF', 'this is HDF5. Save the arrays in Python with numpy.savez, or the table with to_csv.'),
  refuses('MATLAB 5.0', 'this is a file of MATLAB. Save the table there with writetable, as CSV.'),
  refuses(
    '%%MatrixMarket',
    'this is a sparse matrix (Matrix Market), of which each line is a single cell. Save it as SVMlight (sklearn.datasets.dump_svmlight_file) or CSV.',
  ),
  refuses('CDF\x01', 'this is NetCDF. Save the table in it as CSV (xarray: to_dataframe().to_csv).'),
  refuses('CDF\x02', 'this is NetCDF. Save the table in it as CSV (xarray: to_dataframe().to_csv).'),
  { recognises: (start) => beginsWith(start, 'ORC') && start.includes(0), says: 'this is ORC. Save it as Parquet or CSV.' },
  refuses('Obj\x01', 'this is Avro. Save it as Parquet or CSV.'),
  refuses('<stata_dta>', 'this is a file of Stata. Export it there with export delimited, or in Python with pandas.read_stata(…).to_csv.'),
  refuses('HEADER RECORD*******LIB', 'this is a transport file of SAS. Export it as CSV (pandas.read_sas(…).to_csv).'),
  refuses('\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60', 'this is a file of SAS. Export it as CSV (pandas.read_sas(…).to_csv).'),
  refuses('{\\rtf', 'this is a document (RTF). Save the table in it as plain text, CSV.'),
  refuses('SQLite format 3', 'this is a database of SQLite. Export the table as CSV.'),
  refuses('RDX3', 'this is a file of R. Save the table there with write.csv(…, row.names = FALSE).'),
  refuses('RDX2', 'this is a file of R. Save the table there with write.csv(…, row.names = FALSE).'),
  refuses('$FL2', 'this is a file of SPSS. Export the data there as CSV.'),
  refuses('FEA1', 'this is the first version of Feather. Save it again with to_feather of a newer pandas, or as CSV.'),
  refuses('BZh', 'this is packed by bzip2. Unpack it first (bunzip2), or pack it by gzip.'),
  refuses('\xfd7zXZ', 'this is packed by xz. Unpack it first (unxz), or pack it by gzip.'),
  refuses('\x28\xb5\x2f\xfd', 'this is packed by Zstandard. Unpack it first (unzstd), or pack it by gzip.'),
  refuses('7z\xbc\xaf', 'this is a 7-Zip archive. Unpack it first.'),
  refuses('Rar!', 'this is a RAR archive. Unpack it first.'),
  { recognises: (start) => beginsWith(start, 'DUCK', 8), says: 'this is a database of DuckDB. Export the table as CSV (COPY … TO) or Parquet.' },
  { recognises: (start) => beginsWith(start, 'ustar', 257), says: 'this is a tar archive. Unpack it first (tar -xf) and give the file itself.' },
  refuses('\x89PNG', 'this is a picture, a table is expected.'),
  refuses('\xff\xd8\xff', 'this is a picture, a table is expected.'),
  refuses('GIF8', 'this is a picture, a table is expected.'),
  refuses('version https://git-lfs', 'this stands for a file kept by Git LFS, which is not here yet. Fetch it with git lfs pull.'),
];

function refuses(beginning: string, says: string): (typeof REFUSED)[number] {
  return { recognises: (start) => beginsWith(start, beginning), says };
}

/** Everything that is recognised only to say what to do instead. */
export const refused: Form = {
  name: 'refused',
  recognises: (start, name) => REFUSED.some(({ recognises }) => recognises(start, name)),
  async read(source) {
    const start = await startOf(source, 2 ** 16);
    throw new Fault(`${source.name}: ${REFUSED.find(({ recognises }) => recognises(start, source.name))!.says}`);
  },
};
