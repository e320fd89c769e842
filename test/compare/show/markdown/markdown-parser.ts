interface Micromark {
  micromark(markdown: string, options: object): string;
}
interface Gfm {
  gfm(): object;
  gfmHtml(): object;
}

const [parser, github] = await Promise.all(['micromark', 'micromark-extension-gfm'].map((name) => import(name).catch(() => undefined) as Promise<unknown>));

/** CommonMark with GitHub's extensions, read by a parser that is not ours. */
export const WITH_PARSER =
  parser && github ? { found: true, why: '' } : { found: false, why: ' (skipped: micromark and micromark-extension-gfm are not installed)' };

/** Markdown as HTML; HTML within it stays as it is. */
export async function markdownAsHtml(markdown: string): Promise<string> {
  const { micromark } = parser as Micromark;
  const { gfm, gfmHtml } = github as Gfm;
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}
