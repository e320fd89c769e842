import type { GivenSettings } from './settings.ts';

/** Settings that are right each by itself and do not go together. It sees no others than those it names. */
export interface Contradiction<Name extends keyof GivenSettings> {
  /** Reported at the first. */
  readonly settings: readonly Name[];
  readonly when: (run: Pick<GivenSettings, Name>) => boolean;
  /** What follows the option's name. */
  readonly says: string | ((run: Pick<GivenSettings, Name>) => string);
}

export const contradiction = <const Name extends keyof GivenSettings>(record: Contradiction<Name>): Contradiction<keyof GivenSettings> => record;

/** A setting that says nothing where another is not there. */
export function goesWith<const Name extends keyof GivenSettings>(
  name: Name,
  other: string,
  isThere: (run: Partial<GivenSettings>) => boolean,
  needs: readonly (keyof GivenSettings)[],
): Contradiction<keyof GivenSettings> {
  return contradiction({ settings: [name, ...needs], when: (run) => run[name] !== undefined && !isThere(run), says: `goes with ${other}.` });
}
