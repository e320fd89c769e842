import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files in the order of how long they took, the shortest first: a mutant that one of them kills is not shown to the others, which are not even loaded. */
export class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse(); // it is the longest, or largest, first
  }
}
