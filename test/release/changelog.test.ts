import { describe, expect, it } from 'vitest';
import { dateOfRelease, readChangelog } from '../../release/changelog.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { textOf } from '../sources.ts';

const HEAD = '# Changelog\n\n- no change, this\n\n';
const RELEASED = '## [0.2.0] - 2026-12-01\n\n### Added\n\n- curves\n\n## [0.1.0] - 2026-11-28\n\n- all\n';

describe('a changelog', () => {
  it('is read: what is released, the newest first, and what is not', () => {
    expect(readChangelog(`${HEAD}## [Unreleased]\n\n### Fixed\n\n- a flaw\n  of two lines\n\n${RELEASED}`)).toEqual({
      unreleased: ['- a flaw'],
      releases: [
        { version: '0.2.0', date: '2026-12-01' },
        { version: '0.1.0', date: '2026-11-28' },
      ],
    });
  });

  it.each(['## 0.2.0', '## [0.2.0]', '## [0.2.0] - 1 December', '## [Unreleased] - 2026-12-01'])('has no heading such as %s', (heading) => {
    expect(() => readChangelog(`${HEAD}${heading}\n`)).toThrow(
      `CHANGELOG.md:5: expected '## [Unreleased]', once and first, or '## [1.2.3] - 2026-01-31', got '${heading}'.`,
    );
  });

  it('has what is unreleased at the top alone', () => {
    expect(() => readChangelog(`${RELEASED}## [Unreleased]\n`)).toThrow('CHANGELOG.md:10: ');
  });

  it('agrees with a version that is its newest and holds every change', () => {
    expect(dateOfRelease(`${HEAD}## [Unreleased]\n\n${RELEASED}`, '0.2.0')).toBe('2026-12-01');
  });

  it.each([
    ['0.1.0', RELEASED, 'CHANGELOG.md: expected [0.1.0], the version of package.json, as the newest release, got [0.2.0].'],
    ['0.3.0', RELEASED, 'CHANGELOG.md: expected [0.3.0], the version of package.json, as the newest release, got [0.2.0].'],
    ['0.1.0', HEAD, 'CHANGELOG.md: expected [0.1.0], the version of package.json, as the newest release, got none.'],
    [
      '0.2.0',
      `## [Unreleased]\n- a\n- b\n${RELEASED}`,
      'CHANGELOG.md: 2 changes stand under [Unreleased]: move them under [0.2.0], or raise the version in package.json.',
    ],
  ])('does not agree with %s: %#', (version, text, fault) => {
    expect(() => dateOfRelease(text, version)).toThrow(fault);
  });

  it('of this project has the version of package.json as its newest release', () => {
    expect(readChangelog(textOf('CHANGELOG.md')).releases[0]?.version).toBe(packageVersion());
  });
});
