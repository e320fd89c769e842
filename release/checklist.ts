import { join } from 'node:path';
import { Fault, together } from '../src/fault.ts';
import { succeeds } from './command.ts';
import { fetchNode, install, NODES, pack, tryOn } from './package.ts';
import type { Step } from './steps.ts';
import { checkClean, checkVersion, manifestOf, owed } from './tree.ts';

export interface Release {
  readonly root: string;
  /** An empty folder to pack and install in. */
  readonly folder: string;
  /** Everything but the publishing itself. */
  readonly dryRun: boolean;
}

/** Everything that must hold before the package is published, the quickest first; and the publishing, of the tarball that was tried. */
export function checklist({ root, folder, dryRun }: Release): Step[] {
  const { version } = manifestOf(root);
  const script = (title: string, ...args: string[]): Step => ({ title, run: async () => (await succeeds('npm', args, { cwd: root }), '') });
  let tarball = '';
  let installed = '';
  return [
    { title: 'the tree is as committed', run: () => checkClean(root) },
    { title: 'package.json, its lock and CHANGELOG.md agree', run: () => checkVersion(root) },
    script('format and lint', 'run', 'lint'),
    script('type check', 'run', 'typecheck'),
    script('tests', 'test'),
    { title: 'packed', run: async () => (tarball = await pack(root, folder)) },
    { title: 'installed into an empty folder', run: async () => ((installed = await install(folder, tarball)), '') },
    ...NODES.map((major): Step => ({ title: `runs on Node ${major}`, run: async () => tryOn(await fetchNode(folder, major), installed, version) })),
    { title: 'publishing', run: () => publish({ root, folder, dryRun }, tarball) },
  ];
}

/** @throws Fault where package.json does not tell what a published package has to */
async function publish({ root, folder, dryRun }: Release, tarball: string): Promise<string> {
  const missing = owed(manifestOf(root));
  const command = `npm publish ${tarball}`;
  if (dryRun) return `left out in a dry run: ${command}${missing.length > 0 ? `; before that package.json needs ${together(missing)}` : ''}`;
  if (missing.length > 0) throw new Fault(`package.json: expected ${together(missing)}, so that readers know where the package comes from; there is none.`);
  await succeeds('npm', ['publish', join(folder, tarball)], { cwd: root });
  return command;
}
