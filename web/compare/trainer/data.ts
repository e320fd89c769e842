import { toDatasets } from '../../../src/data/columns/datasets.ts';
import { imageOf } from '../../../src/data/data-image.ts';
import { planeSet } from '../../../src/data/generate/plane.ts';
import { readTableBytes } from '../../../src/data/table/read-source.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import type { ReadData } from '../../../src/run/loaded.ts';
import type { DataAsked, DataFile } from './protocol.ts';

/** The rows, read as the command line reads them, from bytes that never leave the page. @throws Fault */
export async function rowsOf(asked: DataAsked, spec: RunSpec): Promise<ReadData> {
  if (asked.kind === 'plane') return { name: asked.name, ...planeSet(asked.name), warnings: [] };
  const { name, train, test, description = {} } = asked;
  const { delimiter, header, skip } = spec;
  const read = ({ name, bytes }: DataFile) => readTableBytes(name, bytes, { delimiter, header, skip });
  const said = spec.label ?? spec.labelColumn;
  const options = {
    ...spec,
    label: said ?? description.label,
    ...(said === undefined && description.label !== undefined && { labelSaidBy: 'as the data set says' }),
    arePixels: description.image !== undefined,
  };
  const datasets = toDatasets(await read(train), test && (await read(test)), options);
  return { name, ...datasets, image: imageOf(description.image, undefined, datasets.train.X.cols) };
}
