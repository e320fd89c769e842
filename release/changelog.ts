import { count, Fault } from '../src/fault.ts';

/** What a CHANGELOG.md says, in the form of Keep a Changelog: a heading a release, the newest first. */
export interface Changelog {
  /** The changes that no release has yet. */
  readonly unreleased: readonly string[];
  readonly releases: readonly { readonly version: string; readonly date: string }[];
}

const UNRELEASED = '## [Unreleased]';
const RELEASE = /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/;

/** @throws Fault with the line of a heading of another form */
export function readChangelog(text: string): Changelog {
  const unreleased: string[] = [];
  const releases: { version: string; date: string }[] = [];
  let inUnreleased = false;
  for (const [l, line] of text.split('\n').entries()) {
    if (line.startsWith('## ')) {
      const [, version, date] = RELEASE.exec(line) ?? [];
      inUnreleased = line === UNRELEASED && releases.length === 0;
      if (inUnreleased) continue;
      if (version === undefined || date === undefined) {
        throw new Fault(`CHANGELOG.md:${l + 1}: expected '## [Unreleased]', once and first, or '## [1.2.3] - 2026-01-31', got '${line}'.`);
      }
      releases.push({ version, date });
    } else if (inUnreleased && line.startsWith('- ')) unreleased.push(line);
  }
  return { unreleased, releases };
}

/**
 * That this version is the newest that the changelog has, and that no change is left out of it.
 * @returns the date of the release; @throws Fault
 */
export function dateOfRelease(text: string, version: string): string {
  const { unreleased, releases } = readChangelog(text);
  const [newest] = releases;
  if (newest?.version !== version) {
    throw new Fault(`CHANGELOG.md: expected [${version}], the version of package.json, as the newest release, got ${newest ? `[${newest.version}]` : 'none'}.`);
  }
  if (unreleased.length > 0) {
    throw new Fault(
      `CHANGELOG.md: ${count(unreleased.length, 'change')} ${unreleased.length === 1 ? 'stands' : 'stand'} under [Unreleased]: move them under [${version}], or raise the version in package.json.`,
    );
  }
  return newest.date;
}
