import { PassThrough } from 'node:stream';
import type { Host } from '../../compare/cli/command-line.ts';
import { compareProgram } from '../../compare/cli/program.ts';

const BEGIN = '<!-- options: written by npm run readme -->';
const END = '<!-- /options -->';
const COLUMNS = 80;

/** Where the options stand. */
export const SETTINGS_PAGE = 'docs/settings.md';

/** The page's text with the options as --help lists them now between the two marks. @throws Error where they are not there */
export async function withOptions(page: string): Promise<string> {
  const [before, rest] = page.split(`${BEGIN}\n`);
  const [, after] = rest?.split(`${END}\n`) ?? [];
  if (before === undefined || after === undefined) throw new Error(`${SETTINGS_PAGE}: expected a section between ${BEGIN} and ${END}, found none.`);
  return `${before}${BEGIN}\n\`\`\`text\n${await help()}\n\`\`\`\n${END}\n${after}`;
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
