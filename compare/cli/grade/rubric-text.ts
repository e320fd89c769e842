import { ITEM_NAMES, ITEMS } from '../../grade/items.ts';
import { DEFAULT_RUBRIC } from '../../grade/rubric.ts';

/** The rubric that ships, as a file to be altered: every word that one may have. */
export function rubricText(): string {
  const { title, undeclared, reveal, trains, limits } = DEFAULT_RUBRIC;
  const width = Math.max(...ITEM_NAMES.map((item) => item.length)) + 2;
  const items = ITEM_NAMES.filter((item) => item !== 'trains').map(
    (item) => `  ${`${item}:`.padEnd(width)}${String(ITEMS[item].points).padEnd(4)} # ${ITEMS[item].says}`,
  );
  return `title: ${title}

# Points of each item; 0 leaves it out. In full: loss: { points: 10, hidden: true, all: true };
# hidden: students do not see what became of it; all: all of its points or none.
items:
${items.join('\n')}
  trains: # ${ITEMS.trains.says} to that accuracy on test rows, within so many seconds
    points: ${ITEMS.trains.points}
    data: ${trains.data}
    epochs: ${trains.epochs}
    rate: ${trains.rate}
    accuracy: ${trains.accuracy}
    seconds: ${trains.seconds}

# The network and the training that are asked for, by the names that the options of diagnose have. What a file says of its own
# network goes before what is not given here.
model: {}
#  hidden: 6,6
#  activation: relu
#  output: softmax
#  l2: 0.01

# Variants that are no mistakes here, by code or name.
accept: []

# What is right in itself but was not asked for, momentum say: accept or deduct.
undeclared: ${undeclared}

# How much of a mistake a student is told: mark, place, name, mend.
reveal: ${reveal}

# Seconds for one answer and for a submission in all; megabytes of memory for each of its processes.
limits: { answer: ${limits.answer}, submission: ${limits.submission}, megabytes: ${limits.megabytes} }
`;
}
