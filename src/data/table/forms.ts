import { arff } from './arff/arff.ts';
import { arrow } from './columnar/arrow.ts';
import { parquet } from './columnar/parquet.ts';
import type { Form } from './form.ts';
import { idx } from './idx.ts';
import { json, jsonLines } from './json/json.ts';
import { npy } from './numpy/npy.ts';
import { gzip } from './packed/gzip.ts';
import { zip } from './packed/zip.ts';
import { refused } from './refused.ts';
import { svmlight } from './svmlight.ts';
import { delimited } from './text/delimited.ts';

/** Every form that is read, those that their first bytes tell surely before those that may be anything. */
export const FORMS: readonly Form[] = [gzip, zip, npy, parquet, arrow, idx, refused, arff, svmlight, jsonLines, json, delimited];
