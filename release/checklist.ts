import { join } from 'node:path';
import { Fault, together } from '../src/fault.ts';
import { billOf, buildPython, checkAudited, checkTaken } from './bundle.ts';
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
    { title: 'no known weakness in what it needs', run: () => checkAudited(root) },
    { title: 'a bill of materials', run: () => billOf(root) },
    { title: 'the package in Python builds', run: () => buildPython(root, folder) },
    { title: 'packed', run: async () => (tarball = await pack(root, folder)) },
    { title: 'taken by the tools of others', run: () => checkTaken(root, join(folder, tarball)) },
    { title: 'installed into an empty folder', run: async () => ((installed = await install(folder, tarball)), '') },
    ...NODES.map((major): Step => ({ title: `runs on Node ${major}`, run: async () => tryOn(await fetchNode(folder, major), installed, version) })),
    { title: 'publishing', run: () => publish({ root, folder, dryRun }, tarball) },
  ];
}

/** @throws Fault where package.json does not tell what a published package has to */
async function publish({ root, folder, dryRun }: Release, tarball: string): Promise<string> {
  const missing = owed(manifestOf(root));
  // who built it from what is signed where there is a service that signs: in a workflow that may ask for a token
  const signed = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined ? [] : ['--provenance'];
  const command = ['npm', 'publish', ...signed, tarball].join(' ');
  if (dryRun) {
    await succeeds('npm', ['publish', '--dry-run', join(folder, tarball)], { cwd: root });
    return `tried, and left out in a dry run: ${command}${missing.length > 0 ? `; before that package.json needs ${together(missing)}` : ''}`;
  }
  if (missing.length > 0) throw new Fault(`package.json: expected ${together(missing)}, so that readers know where the package comes from; there is none.`);
  await succeeds('npm', ['publish', ...signed, join(folder, tarball)], { cwd: root });
  return command;
}
