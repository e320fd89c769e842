import type { Comparison } from '../../../compare/results/schema.ts';
import { withVisibleNames } from '../../../compare/results/visible-names.ts';
import { htmlReport } from '../../../compare/show/html/html.ts';

/** The command line's page of a run. */
self.addEventListener('message', ({ data }: MessageEvent<Comparison>) => {
  self.postMessage(htmlReport(withVisibleNames(data)));
});
