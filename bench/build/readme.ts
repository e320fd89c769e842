import { PassThrough } from 'node:stream';
import type { Host } from '../../compare/cli/command-line.ts';
import { compareProgram } from '../../compare/cli/program.ts';
import { settingSections } from './settings-page.ts';

const OPTIONS = ['<!-- options: written by npm run readme -->', '<!-- /options -->'] as const;
const EACH = ['<!-- each setting: written by npm run readme -->', '<!-- /each setting -->'] as const;
const COLUMNS = 80;

/** Where the options stand. */
export const SETTINGS_PAGE = 'docs/settings.md';

/** The page's text with the options as --help lists them now, and a section for each, between their marks. @throws Error where these are not there */
export async function withOptions(page: string): Promise<string> {
  const listed = between(page, OPTIONS, `\`\`\`text\n${await help()}\n\`\`\`\n`);
  return between(listed, EACH, `\n${settingSections()}\n\n`);
}

function between(page: string, [begin, end]: readonly [string, string], text: string): string {
  const [before, rest] = page.split(`${begin}\n`);
  const [, after] = rest?.split(`${end}\n`) ?? [];
  if (before === undefined || after === undefined) throw new Error(`${SETTINGS_PAGE}: expected a section between ${begin} and ${end}, found none.`);
  return `${before}${begin}\n${text}${end}\n${after}`;
}

/** What --help prints on a terminal of 80 columns, without colours. */
async function help(): Promise<string> {
  let text = '';
  const stdout = Object.assign(new PassThrough(), { columns: COLUMNS, write: (written: string) => Boolean((text += written)) });
  const host = { argv: [], env: {}, stdout, stderr: stdout } as unknown as Host;
  await compareProgram(host, () => {})
    .parseAsync(['node', 'mlp-compare', '--help'])
    .catch(() => undefined); // it ends by throwing
  return text.trim();
}
