import { describeWrong } from './wrong.ts';

describeWrong('first');
