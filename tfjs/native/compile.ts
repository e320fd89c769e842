import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { packageFolder } from './folders.ts';
import { Obstacle } from './obstacle.ts';
import { complaint, type Job, run, succeeded } from './run.ts';

/**
 * The one line of the binding that all threads share without a lock: two worker threads training at once ended the
 * process with a segmentation fault in 5 of 14 runs. With a set for each thread, in none of 60.
 */
const sharedByThreads = 'static std::set<std::string> ATTR_NAME_SET;';
const oneForEachThread = 'static thread_local std::set<std::string> ATTR_NAME_SET;';

function mendRace(folder: string): void {
  const source = join(folder, 'binding', 'tfjs_backend.cc');
  writeFileSync(source, readFileSync(source, 'utf8').replace(sharedByThreads, oneForEachThread));
}

/**
 * Compiles the package's two sources, but for `mendRace` as they are, against the wheel's libraries, to where the package looks for its
 * binding. The flags are those of the package's binding.gyp. The compiler is called directly: node-gyp would need
 * headers of exactly this Node, often from the network, for a binding that uses nothing but the stable N-API.
 */
export async function compileBinding(job: Job, compiler: [string, ...string[]], nodeHeaders: string | undefined): Promise<void> {
  const folder = packageFolder(job.build);
  const headers = nodeHeaders ?? join(job.build, 'node_modules', 'node-api-headers', 'include');
  const version = napiVersion(folder);
  const target = join('lib', `napi-v${version}`, 'tfjs_binding.node');
  mkdirSync(join(folder, dirname(target)), { recursive: true });
  mendRace(folder);
  const [command, ...args] = compiler;
  const ended = await run(
    job,
    command,
    [
      ...args,
      '-std=c++17',
      '-O2',
      '-fPIC',
      '-shared',
      `-DNAPI_VERSION=${version}`,
      '-DBUILDING_NODE_EXTENSION',
      '-I',
      headers,
      '-I',
      'deps/include',
      'binding/tfjs_backend.cc',
      'binding/tfjs_binding.cc',
      '-Ldeps/lib',
      '-l:libtensorflow_cc.so.2',
      '-l:libtensorflow_framework.so.2',
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
      '-o',
      target,
    ],
    { cwd: folder },
  );
  if (!succeeded(ended) || !existsSync(join(folder, target))) {
    throw new Obstacle(
      `the binding does not compile: ${complaint(ended)}.`,
      'The sources of @tensorflow/tfjs-node need a compiler for C++17 and a TensorFlow version whose C interface they know.',
      `Take g++ 8 or newer and the default --tensorflow range; ${calledAs('native', ['--verbose'])} shows all that the compiler says`,
    );
  }
  rmSync(join(folder, 'deps', 'include'), { recursive: true });
}

/** The N-API version under which node-pre-gyp will look for the binding: the newest that the package and Node share. */
function napiVersion(folder: string): number {
  const { binary } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { binary: { napi_versions: number[] } };
  return Math.max(...binary.napi_versions.filter((version) => version <= Number(process.versions.napi)));
}
