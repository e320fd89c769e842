import { codeOf } from '../../../compare/diagnose/catalogue/codes.ts';
import { PAGES } from '../../../compare/diagnose/catalogue/pages/pages.ts';
import { mistakeOf } from '../../../compare/diagnose/catalogue/pages/told.ts';
import { planOf } from './plan.ts';
import { type Trained, trainedWith } from './trained.ts';

/** What comes of a code: both trainings; nothing where the mistake is none of formulas. */
export type Curves = { readonly right: Trained; readonly wrong: Trained } | undefined;

self.addEventListener('message', async ({ data: code }: MessageEvent<string>) => {
  self.postMessage(await curvesOf(code));
});

async function curvesOf(code: string): Promise<Curves> {
  const page = PAGES.find(({ id }) => codeOf(id) === code);
  const mistake = page && mistakeOf(page);
  if (!mistake) return undefined;
  const plan = planOf(page.model);
  return { right: await trainedWith([], plan), wrong: await trainedWith([mistake], plan) };
}
