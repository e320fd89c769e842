import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeFolder } from '../../../tfjs/native/folders.ts';
import { type MainOptions, main } from '../../../tfjs/native/main.ts';
import {
  fakeCompiler,
  fakeNpm,
  fakePackage,
  fakeWheel,
  likeCpu,
  type Programs,
  pythonWithWheel,
  temporaryRoot,
  world,
  write,
  wronglyTrained,
} from './workshop.ts';

const linux = { platform: 'linux', arch: 'x64', glibc: '2.36' };
const allTools: Programs = { python3: 'real', 'g++': fakeCompiler, tar: 'real', gzip: 'real' };
const fromWheel: MainOptions = { tensorflow: '>=2.21,<2.22', machine: linux };

/** Runs the command against an obstacle and returns its message, having checked what holds for all of them. */
async function messageOf(options: MainOptions, place: ReturnType<typeof world>): Promise<string> {
  expect(await main(options, place)).toBe(1);
  expect(existsSync(nativeFolder(place.root)), 'nothing is put in place').toBe(false);
  expect(existsSync(join(place.root, '.cache')) ? readdirSync(join(place.root, '.cache')) : [], 'nothing is left over').toEqual([]);
  const message = place.said().slice(place.said().indexOf('Native TensorFlow was not installed'));
  expect(message).toMatch(/^Native TensorFlow was not installed: .+\.\n {2}Why: {5}.+\n {2}Do this: .+\n {2}Until then .+ wasm: npm run compare\n$/);
  expect(place.said()).not.toMatch(/\n\s+at /);
  return message;
}

const without = (name: string): Programs => Object.fromEntries(Object.entries(allTools).filter(([tool]) => tool !== name));

describe('npm run native, with something missing', { timeout: 60_000 }, () => {
  it('names python3', async () => {
    const message = await messageOf(fromWheel, world(temporaryRoot(), without('python3')));
    expect(message).toContain('python3 cannot be used: it is not on the PATH.');
    expect(message).toContain('apt-get install python3');
  });

  it('names pip, and the wheel that would do without it', async () => {
    const python3 = 'case "$*" in *pip*) echo "/usr/bin/python3: No module named pip" >&2; exit 1;; esac';
    const message = await messageOf(fromWheel, world(temporaryRoot(), { ...allTools, python3 }));
    expect(message).toContain('python3 has no pip: /usr/bin/python3: No module named pip.');
    expect(message).toContain('npm run native -- --wheel FILE');
  });

  it('names the compilers it looked for', async () => {
    const message = await messageOf(fromWheel, world(temporaryRoot(), without('g++')));
    expect(message).toContain('there is no C++ compiler (looked for g++, c++, clang++).');
    expect(message).toContain('apt-get install g++');
  });

  it('names the compiler that CXX asks for', async () => {
    const place = world(temporaryRoot(), allTools);
    place.env.CXX = 'icpx -O1';
    expect(await messageOf(fromWheel, place)).toContain('there is no C++ compiler (looked for icpx -O1).');
  });

  it.each([
    [{ platform: 'darwin', arch: 'arm64', glibc: undefined }, 'it cannot be built on darwin arm64.'],
    [{ platform: 'linux', arch: 'arm64', glibc: '2.36' }, 'it cannot be built on linux arm64.'],
    [{ platform: 'linux', arch: 'x64', glibc: undefined }, 'the C library is not glibc.'],
    [{ platform: 'linux', arch: 'x64', glibc: '2.26' }, 'the C library is glibc 2.26.'],
  ])('names the platform %o', async (machine, what) => {
    expect(await messageOf({ ...fromWheel, machine }, world(temporaryRoot(), allTools))).toContain(what);
  });

  it('says how much of the disk is free before it begins', async () => {
    const message = await messageOf(fromWheel, world(temporaryRoot(), allTools, { freeBytes: () => 0.4e9 }));
    expect(message).toContain('only 400 MB are free on the disk.');
    expect(message).toContain('Building it takes 1.30 GB');
  });

  it('hands on what npm said', async () => {
    const root = temporaryRoot();
    const npm = write(
      join(root, 'npm.cjs'),
      'console.error("npm error code ENOTFOUND\\nnpm error network request failed, reason: getaddrinfo ENOTFOUND"); process.exit(1)',
    );
    expect(await messageOf(fromWheel, world(root, allTools, { npm }))).toContain(
      'npm could not fetch @tensorflow/tfjs-node or what it needs: npm error network request failed, reason: getaddrinfo ENOTFOUND.',
    );
  });

  it('refuses a package whose hash is not the pinned one', async () => {
    const root = temporaryRoot();
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), likeCpu), 'sha512-another');
    expect(await messageOf(fromWheel, world(root, allTools, { npm }))).toContain('is not the one that this program pins.');
  });

  it('hands on what pip said', async () => {
    const root = temporaryRoot();
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), likeCpu));
    const python3 = 'case "$*" in *"pip download"*) echo "ERROR: Could not find a version that satisfies the requirement tensorflow-cpu>=2.99"; exit 1;; esac';
    const message = await messageOf({ ...fromWheel, tensorflow: '>=2.99' }, world(root, { ...allTools, python3 }, { npm }));
    expect(message).toContain('pip could not obtain tensorflow-cpu>=2.99: ERROR: Could not find a version');
  });

  it('says that there is no such wheel', async () => {
    expect(await messageOf({ ...fromWheel, wheel: 'no/such.whl' }, world(temporaryRoot(), allTools))).toContain('there is no file no/such.whl.');
  });
});

describe('npm run native, with a wheel that is no good', { timeout: 60_000 }, () => {
  it('says that it is damaged where the download was cut short, before anything is built', async () => {
    const root = temporaryRoot();
    const wheel = fakeWheel(root);
    truncateSync(wheel, 1000);
    expect(await messageOf({ wheel, machine: linux }, world(root, allTools))).toContain('is damaged: File is not a zip file.');
  });

  it('says that it is damaged where one bit of a library is wrong', async () => {
    const root = temporaryRoot();
    const wheel = fakeWheel(root);
    const bytes = readFileSync(wheel);
    bytes[bytes.indexOf('tensorflow/libtensorflow_cc.so.2'.repeat(2)) + 200]! ^= 1; // well within its contents
    writeFileSync(wheel, bytes);
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), likeCpu));
    expect(await messageOf({ wheel, machine: linux }, world(root, allTools, { npm }))).toMatch(
      /is damaged: Bad CRC-32 for file 'tensorflow\/libtensorflow_cc.so.2'\./,
    );
  });

  it('names what another package lacks', async () => {
    const root = temporaryRoot();
    const wheel = fakeWheel(root, ['numpy/__init__.py']);
    expect(await messageOf({ wheel, machine: linux }, world(root, allTools))).toMatch(/is not one of tensorflow-cpu .+ \(missing: .*libtensorflow_cc\.so\.2/);
  });
});

describe('npm run native, with a disk that fills up', { timeout: 60_000 }, () => {
  it('says so where the libraries no longer fit', async () => {
    const root = temporaryRoot();
    const source = fakePackage(join(root, 'package'), likeCpu);
    mkdirSync(join(source, 'deps', 'lib'), { recursive: true });
    symlinkSync('/dev/full', join(source, 'deps', 'lib', 'libtensorflow_cc.so.2')); // every write there fails with ENOSPC
    const wheel = fakeWheel(root);
    const message = await messageOf({ wheel, machine: linux }, world(root, allTools, { npm: fakeNpm(root, source) }));
    expect(message).toContain('the disk is full.');
    expect(message).toContain('Free about 1.3 GB');
  });

  it('says so where a program that it runs reports it', async () => {
    const root = temporaryRoot();
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), likeCpu));
    const compiler = `case "$*" in *--version*) exit 0;; esac; echo "as: final link: No space left on device" >&2; exit 1`;
    expect(await messageOf({ wheel: fakeWheel(root), machine: linux }, world(root, { ...allTools, 'g++': compiler }, { npm }))).toContain('the disk is full.');
  });
});

describe('npm run native, with a binding that is no good', { timeout: 60_000 }, () => {
  it('hands on the first error of the compiler', async () => {
    const root = temporaryRoot();
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), likeCpu));
    const compiler = `case "$*" in *--version*) exit 0;; esac; echo "utils.h:1:2: error: no such thing" >&2; echo "x.cc: error: later" >&2; exit 1`;
    expect(await messageOf({ wheel: fakeWheel(root), machine: linux }, world(root, { ...allTools, 'g++': compiler }, { npm }))).toContain(
      'the binding does not compile: utils.h:1:2: error: no such thing.',
    );
  });

  it.each([
    ['does not load', "throw new Error('file too short');", 'native TensorFlow does not load: file too short.'],
    ['ends its process', "process.kill(process.pid, 'SIGILL');", 'ended with SIGILL (its processor may lack AVX'],
    ['trains wrongly', wronglyTrained, 'ten training steps differ from the cpu runtime by'],
  ])('puts nothing in place where it %s', async (_, index, what) => {
    const root = temporaryRoot();
    const npm = fakeNpm(root, fakePackage(join(root, 'package'), index));
    const wheel = fakeWheel(root);
    expect(
      await messageOf({ tensorflow: '>=2.21', machine: linux }, world(root, { ...allTools, cp: 'real', python3: pythonWithWheel(wheel) }, { npm })),
    ).toContain(what);
  });
});
