import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;
/** For the name of a test that cannot be run without. */
export const WITHOUT_REDIS = HAS_REDIS ? '' : ' (NOT RUN: there is no redis-server; apt install redis-server)';

/** A server of its own, which keeps what it was told on disk: it can be killed, and started again. */
export interface Server {
  readonly url: string;
  readonly port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ended, and all that it kept gone. */
  remove(): Promise<void>;
}

export async function redisServer(...more: string[]): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const server: Server = {
    ...{ url: `redis://127.0.0.1:${port}`, port },
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--save', '', ...more];
      child = spawn('redis-server', args, { stdio: 'ignore' });
      while (!(await answers(port))) await wait(20);
    },
    async kill() {
      if (!child || child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async remove() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Whether it is there, and has read what it kept. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (text) => settle(!text.toString().startsWith('-LOADING')));
    socket.on('error', () => settle(false));
    function settle(is: boolean): void {
      socket.destroy();
      resolve(is);
    }
  });
}
