import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { setNativeEnvironment, supplyUtilFunctions } from '../../../tfjs/native/environment.ts';
import { nativeFolder, packageFolder } from '../../../tfjs/native/folders.ts';
import { loadNative } from '../../../tfjs/native/load.ts';
import { fakePackage, installedVersion, likeCpu, temporaryRoot } from './workshop.ts';

describe('loadNative, where native TensorFlow is not to be had', () => {
  it('names npm run native for a package that npm dropped', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'no-native-')); // below this project npm may have left it
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    expect(await loadNative({ root: elsewhere })).toEqual({
      missing: 'native TensorFlow is not installed (npm drops @tensorflow/tfjs-node when its installer fails). Run: npm run native',
    });
  });

  it('asks to build again for another version of TensorFlow.js', async () => {
    const root = temporaryRoot();
    fakePackage(packageFolder(nativeFolder(root)), likeCpu, '', '3.21.0');
    expect(await loadNative({ root })).toEqual({
      missing: `native TensorFlow was built for TensorFlow.js 3.21.0, but ${installedVersion} is installed. Run: npm run native`,
    });
  });

  it('gives the first line of what went wrong', async () => {
    const root = temporaryRoot();
    fakePackage(packageFolder(nativeFolder(root)), "throw new Error('libtensorflow.so: cannot open shared object file\\nRequire stack: …');");
    expect(await loadNative({ root })).toEqual({
      missing: 'native TensorFlow does not load: libtensorflow.so: cannot open shared object file. Run: npm run native',
    });
  });
});

describe('loadNative', () => {
  it("finds what npm's own installation left in node_modules, and hides our options from the package while it loads", async () => {
    const root = temporaryRoot();
    fakePackage(packageFolder(root), `${likeCpu}\nglobalThis.argumentsSeen = process.argv.slice(2);`);
    const argv = process.argv;
    onTestFinished(() => void (process.argv = argv));
    process.argv = [...argv.slice(0, 2), '--target', 'label'];
    const native = await loadNative({ root });
    if ('missing' in native) throw new Error(native.missing);
    expect(native.tensorflow).toBe('2.99.0');
    expect(native.tf.getBackend()).toBe('tensorflow');
    expect(native.tf.engine()).toBe((await import('@tensorflow/tfjs-core')).engine());
    expect(globalThis).toHaveProperty('argumentsSeen', []);
    expect(process.argv.slice(2)).toEqual(['--target', 'label']);
  });

  it('sets the native runtime again where another one took its place meanwhile', async () => {
    const root = temporaryRoot();
    fakePackage(packageFolder(nativeFolder(root)), likeCpu);
    await loadNative({ root });
    const tf = await import('@tensorflow/tfjs-core');
    await tf.setBackend('cpu');
    expect(await loadNative({ root })).toMatchObject({ tensorflow: '2.99.0' });
    expect(tf.getBackend()).toBe('tensorflow');
  });
});

describe('supplyUtilFunctions', () => {
  it('supplies what newer Nodes have dropped', () => {
    const util: Parameters<typeof supplyUtilFunctions>[0] = {};
    supplyUtilFunctions(util);
    expect([null, undefined, 0, '', false].map((value) => util?.isNullOrUndefined?.(value))).toEqual([true, true, false, false, false]);
    expect([[], {}, 'a'].map((value) => util?.isArray?.(value))).toEqual([true, false, false]);
  });

  it('keeps what is there, and lets its first call warn nobody', () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => warnings.mockRestore());
    let calls = 0;
    const deprecated = (): boolean => {
      if (calls++ === 0) process.emitWarning('deprecated', 'DeprecationWarning');
      return true;
    };
    const util = { isNullOrUndefined: deprecated, isArray: deprecated };
    supplyUtilFunctions(util);
    util.isNullOrUndefined();
    expect(util).toEqual({ isNullOrUndefined: deprecated, isArray: deprecated });
    expect(warnings).not.toHaveBeenCalled();
  });
});

describe('setNativeEnvironment', () => {
  it('fixes the number of threads and leaves alone what the user has set', () => {
    for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_CPP_MIN_LOG_LEVEL', 'TF_ENABLE_ONEDNN_OPTS']) vi.stubEnv(name, undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '1');
    setNativeEnvironment({ verbose: true });
    expect(process.env.TF_NUM_INTRAOP_THREADS).toBe('1');
    expect(process.env.TF_ENABLE_ONEDNN_OPTS).toBe('1');
    expect(process.env.TF_CPP_MIN_LOG_LEVEL).toBeUndefined();
    setNativeEnvironment();
    expect(process.env.TF_CPP_MIN_LOG_LEVEL).toBe('2');
  });
});
