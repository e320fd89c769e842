import { commandOf, run } from '../../compare/cli/command-line.ts';
import { chaos } from './chaos.ts';
import { jobs } from './jobs.ts';
import { timed, timedHere } from './queue.ts';
import { simulated } from './simulate.ts';

/** As measured for docs/many-machines.md, in processor seconds, on two cores of a Xeon that others used as well. */
const MEASURED = {
  job: [0.57, 0.66, 0.74], // TypeScript, right and wrong; Python, wrong
  hanging: { share: 0.01, seconds: 140 }, // a guess, and the rubric's limit
  start: 3,
  asking: 0.0125,
  server: 0.0034,
  lost: 40,
};

const tell = (text: string) => void process.stderr.write(`${text}\n`);
const whole = (text: string) => Number(text);

const program = commandOf('machines', process).description('Measures a queue of jobs on this machine: what survives, how fast it is, what it costs.');

program
  .command('chaos')
  .description('kills workers and the server at random while jobs are carried out')
  .option('--jobs <n>', 'trainings', whole, 200)
  .option('--epochs <n>', 'of each', whole, 400)
  .option('--kills <n>', 'then all are left alone', whole, 16)
  .option('--every <ms>', 'between two kills at most', whole, 4000)
  .option('--seed <n>', 'of what is killed when', whole, 1)
  .action(async ({ jobs: count, epochs, kills, every, seed }) => {
    console.log(JSON.stringify(await chaos(count, epochs, { workers: 4, kills, every, seed, onTold: tell })));
  });

program
  .command('throughput')
  .description('how long 1, 2, 3 and 4 workers take, and one thread without a queue')
  .option('--jobs <n>', 'trainings', whole, 60)
  .option('--epochs <n>', 'of each', whole, 400)
  .action(async ({ jobs: count, epochs }) => {
    const { data, jobs: all } = await jobs(count + 4, epochs);
    const [warm, given] = [all.slice(0, 4), all.slice(4)];
    console.log(JSON.stringify({ here: await timedHere(given, warm, data) }));
    for (const workers of [1, 2, 3, 4]) console.log(JSON.stringify(await timed(workers, given, warm, data)));
  });

program
  .command('simulate')
  .description('on paper: how long machines take over submissions, from measured times')
  .action(() => console.log(simulated(MEASURED)));

await run(program, process);
