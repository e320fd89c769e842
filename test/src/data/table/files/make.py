"""Writes the files beside it: one table of four rows in the forms of pandas and NumPy, and a longer one that LZ4 packs in linked blocks.

Run: python test/src/data/table/files/make.py (pandas, pyarrow and numpy installed)
"""
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).parent
table = pd.DataFrame({
    'x': [1.5, -2.25, np.nan, 1e-7],
    'n': np.array([1, 2, 3, 4000000000], np.int64),
    'kind': ['red', 'größe', None, 'red'],
    'flag': [True, False, True, True],
    'day': pd.to_datetime(['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04']),
    'small': np.array([0.5, 0.1, 3, 4], np.float32),
})
for packed in ['none', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4']:
    table.to_parquet(here / f'{packed}.parquet', compression=None if packed == 'none' else packed, index=False)
for packed in ['uncompressed', 'lz4', 'zstd']:
    table.to_feather(here / f'{packed}.feather', compression=packed)
pd.DataFrame({'of17': np.arange(20_000) % 17}).to_feather(here / 'linked.feather', compression='lz4')
pd.DataFrame({'list': [[1, 2], [3]]}).to_parquet(here / 'lists.parquet', index=False)

X = np.array([[1.5, -2.25], [3, 0.1], [4, 5]])
np.save(here / 'rows.npy', X)
np.save(here / 'columns.npy', np.asfortranarray(X))
np.save(here / 'big-end.npy', X.astype('>f4'))
np.save(here / 'half.npy', np.array([[1.5, 2**-15, -0.1], [65504, np.nan, np.inf]], np.float16))
np.save(here / 'words.npy', np.array(['red', 'größe']))
np.save(here / 'whole.npy', np.array([[-1, 2**53], [3, 4]], np.int64))
np.save(here / 'objects.npy', np.array([{}, 1], dtype=object))
np.savez(here / 'both.npz', X=X, y=np.array([0, 1, 0], np.uint8))
np.savez_compressed(here / 'packed.npz', X=X, y=np.array([0, 1, 0], np.uint8))
np.savez(here / 'split.npz', x_train=np.arange(8).reshape(2, 2, 2), y_train=[0, 1], x_test=np.arange(4).reshape(1, 2, 2), y_test=[1])
np.savez(here / 'unequal.npz', X=X, y=np.array([0, 1]))

archives = {
    'one.zip': {'data/': '', 'data/iris.csv': 'x,kind\n1,a\n2,b\n', 'README.md': 'made by hand', '__MACOSX/._iris.csv': ''},
    'two.zip': {'a.csv': '1,2\n', 'b.csv': '1,2\n'},
    'sheet.xlsx': {'[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>'},
    'model.pt': {'model/data.pkl': '', 'model/data/0': ''},
}
for name, entries in archives.items():
    with zipfile.ZipFile(here / name, 'w', zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
