import { calledAs } from '../../../src/host/called-as.ts';
import { codeOf, slugOf } from '../../diagnose/catalogue/codes.ts';
import type { Part } from './word-location.ts';

/** 'MLP305 mean-twice; npm run compare -- explain-mistake MLP305': under what a mistake of the catalogue is found; nothing of any other. */
export function wordCode(id: string | undefined): Part[] {
  const code = id === undefined ? undefined : codeOf(id);
  return id === undefined || code === undefined ? [] : [{ label: 'Code', text: `${code} ${slugOf(id)}; ${calledAs('compare', ['explain-mistake', code])}` }];
}
