import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeFolder, packageFolder } from '../../../tfjs/native/folders.ts';
import { main } from '../../../tfjs/native/main.ts';
import { fakeCompiler, fakeNpm, fakePackage, fakeWheel, likeCpu, pythonWithWheel, temporaryRoot, world, write } from './workshop.ts';

const machine = { platform: 'linux', arch: 'x64', glibc: '2.36' };
const unpackers = { tar: 'real', gzip: 'real', cp: 'real' };
const npmWith = (root: string, installer?: string): string => fakeNpm(root, fakePackage(join(root, 'package'), likeCpu, installer));

/** A world in which everything is there, and the package's own installer fails. */
function completeWorld(root: string): ReturnType<typeof world> {
  return world(root, { ...unpackers, 'g++': fakeCompiler, python3: pythonWithWheel(fakeWheel(root)) }, { npm: npmWith(root) });
}

describe('npm run native', { timeout: 60_000 }, () => {
  it('takes what the package installs by itself, and needs neither Python nor compiler for it', async () => {
    const root = temporaryRoot();
    const place = world(root, unpackers, { npm: npmWith(root, 'process.exit(0)') });
    expect(await main({ machine }, place), place.said()).toBe(0);
    expect(place.said()).toContain('its own installer                  succeeded');
    expect(place.said()).toMatch(/Native TensorFlow 2\.99\.0 is ready on Node \d/);
  });

  it('builds from the wheel where the own installer fails, and keeps only what is needed to run', async () => {
    const root = temporaryRoot();
    const place = completeWorld(root);
    expect(await main({ machine }, place), place.said()).toBe(0);
    expect(place.said()).toContain('its own installer                  failed');
    const folder = packageFolder(nativeFolder(root));
    expect(readdirSync(join(root, '.cache'))).toEqual(['native']);
    expect(readdirSync(nativeFolder(root))).toEqual(['node_modules']);
    expect(readdirSync(join(folder, 'deps'))).toEqual(['lib']);
    expect(readdirSync(join(folder, 'deps', 'lib')).sort()).toEqual(['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']);
    expect(existsSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'))).toBe(true);
  });

  it('gives each thread its own attribute names, which the binding shares without a lock', async () => {
    const root = temporaryRoot();
    expect(await main({ machine }, completeWorld(root))).toBe(0);
    const source = readFileSync(join(packageFolder(nativeFolder(root)), 'binding', 'tfjs_backend.cc'), 'utf8');
    expect(source).toBe('static thread_local std::set<std::string> ATTR_NAME_SET;\n');
  });

  it('gives the package the parts that are installed in place of a whole TensorFlow.js', async () => {
    const root = temporaryRoot();
    expect(await main({ machine }, completeWorld(root))).toBe(0);
    const require = createRequire(join(packageFolder(nativeFolder(root)), 'package.json'));
    expect(require.resolve('@tensorflow/tfjs').startsWith(nativeFolder(root))).toBe(true);
    const whole = require('@tensorflow/tfjs') as typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');
    expect(whole.engine()).toBe((await import('@tensorflow/tfjs-core')).engine());
    expect(whole.sequential().layers).toEqual([]);
  });

  it('says so and stops where the binding loads already', async () => {
    const root = temporaryRoot();
    fakePackage(packageFolder(nativeFolder(root)), likeCpu);
    const place = world(root, {});
    expect(await main({ machine }, place)).toBe(0);
    expect(place.said()).toBe('Native TensorFlow 2.99.0 is there already and trains as the cpu runtime does.\n');
  });

  it('replaces a copy that no longer loads', async () => {
    const root = temporaryRoot();
    write(join(fakePackage(packageFolder(nativeFolder(root)), 'throw new Error()'), 'old'), '');
    expect(await main({ machine }, completeWorld(root))).toBe(0);
    expect(existsSync(join(packageFolder(nativeFolder(root)), 'old'))).toBe(false);
  });

  it('leaves nothing when it is interrupted', async () => {
    const root = temporaryRoot();
    const interruption = new AbortController();
    const npm = write(join(root, 'npm.cjs'), 'setTimeout(() => {}, 60_000)');
    const place = world(root, unpackers, { npm, signal: interruption.signal });
    setTimeout(() => interruption.abort(), 300);
    expect(await main({ machine }, place)).toBe(130);
    expect(place.said()).toContain('Interrupted; nothing was put in place. Run again: npm run native');
    expect(readdirSync(join(root, '.cache'))).toEqual([]);
  });

  it('clears away what a killed run left, and not what a running one is making', async () => {
    const root = temporaryRoot();
    const killed = join(root, '.cache', 'native-build-4194305'); // above the highest process id of Linux
    const running = join(root, '.cache', 'native-build-1');
    for (const folder of [killed, `${killed}-old`, running, join(root, '.cache', 'not-ours')]) mkdirSync(folder, { recursive: true });
    expect(await main({ machine }, completeWorld(root))).toBe(0);
    expect(readdirSync(join(root, '.cache')).sort()).toEqual(['native', 'native-build-1', 'not-ours']);
  });

  it('removes what it installed', async () => {
    const root = temporaryRoot();
    expect(await main({ machine }, completeWorld(root))).toBe(0);
    const place = { ...world(join(root, 'other'), {}), root };
    expect(await main({ remove: true }, place)).toBe(0);
    expect(place.said()).toMatch(/^Removed \.cache\/native \(\d+ MB\)\.\n$/);
    expect(existsSync(nativeFolder(root))).toBe(false);
  });
});
