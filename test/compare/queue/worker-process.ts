// A worker as a process of its own, to be killed; its locks end soon, so that a test need not wait half a minute.
import { addressOf } from '../../../compare/queue/address.ts';
import { connect } from '../../../compare/queue/connection.ts';
import { secretOf } from '../../../compare/queue/secret.ts';
import { openWorker } from '../../../compare/queue/worker.ts';

const [url = '', secret = '', slots = '1'] = process.argv.slice(2);
const lock = { lockDuration: 2000, stalledInterval: 1000, maxStalledCount: 50 };
await openWorker(await connect(addressOf(url, undefined, {})), secretOf(secret), { slots: Number(slots), lock, onTold: (told) => console.log(told) });
console.log('ready');
