"""Unpacks from a tensorflow-cpu wheel what the binding of @tensorflow/tfjs-node needs.

usage: unpack.py WHEEL FOLDER    two libraries to FOLDER/lib, the C headers to FOLDER/include
       unpack.py WHEEL           only looks whether they are there

Prints 'DONE TOTAL' in bytes as it goes. zipfile compares the CRC of every file with its contents.
Exit codes: 3 not a whole zip file, 4 whole but without the files, 1 any other fault (a full disk among them).
"""

import os
import sys
import zipfile
import zlib

LIBRARIES = ('tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2')
INCLUDE = 'tensorflow/include/'
HEADERS = tuple(INCLUDE + part for part in ('tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/tsl/'))
CHUNK = 1 << 22


def wanted(wheel):
    """[(member, path below the folder)] of all files to unpack."""
    members = []
    for member in wheel.infolist():
        name = member.filename
        if name in LIBRARIES:
            members.append((member, os.path.join('lib', os.path.basename(name))))
        elif name.startswith(HEADERS) and name.endswith('.h') and '..' not in name.split('/'):
            members.append((member, os.path.join('include', name[len(INCLUDE):])))
    return members


def unpack(wheel, members, folder):
    total = sum(member.file_size for member, _ in members)
    done = 0
    for member, path in members:
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with wheel.open(member) as source, open(target, 'wb') as copy:
            while chunk := source.read(CHUNK):
                copy.write(chunk)
                done += len(chunk)
                print(done, total, flush=True)


def main(file, folder=None):
    try:
        with zipfile.ZipFile(file) as wheel:
            members = wanted(wheel)
            paths = {path for _, path in members}
            needed = {os.path.join('lib', os.path.basename(name)) for name in LIBRARIES}
            needed.add(os.path.join('include', 'tensorflow', 'c', 'c_api.h'))
            if not needed <= paths:
                print('missing:', ', '.join(sorted(needed - paths)))
                return 4
            if folder is not None:
                unpack(wheel, members, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        print(fault)
        return 3
    except OSError as fault:
        print(fault)
        return 1
    return 0


sys.exit(main(*sys.argv[1:]))
