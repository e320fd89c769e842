import { lineY } from '@observablehq/plot';
import { EDGES, penOf } from './theme.ts';

type Options = NonNullable<Parameters<typeof lineY>[1]>;

/** The curve of the nth network; of a broad one its pale core upon it, which leaves edges that stand out from the card. */
export function penLine<T>(n: number, data: readonly T[], channels: Options): ReturnType<typeof lineY>[] {
  const { colour, dash, width, core } = penOf(n);
  const line = (stroke: string, strokeWidth: number) =>
    lineY([...data] as never[], { ...channels, stroke, strokeWidth, strokeDasharray: dash, strokeLinejoin: 'round' });
  return [line(colour, width), ...(core ? [line(core, width - EDGES)] : [])];
}
