import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_REDIS, redisServer, type Server, WITHOUT_REDIS } from '../../../bench/machines/redis-server.ts';
import { outcomesOf } from '../../../compare/jobs/executor.ts';
import { addressOf } from '../../../compare/queue/address.ts';
import { connect } from '../../../compare/queue/connection.ts';
import { Coordinator } from '../../../compare/queue/coordinator.ts';
import { queueExecutor } from '../../../compare/queue/executor.ts';
import { secretOf } from '../../../compare/queue/secret.ts';
import { openWorker } from '../../../compare/queue/worker.ts';
import { tinyData, tinyJob } from '../jobs/tiny-job.ts';

const secret = secretOf('of this test alone, 0123456789');
const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** Asks and works over the same line: one training. */
async function trainedOver(url: string, ca?: string): Promise<number> {
  const connection = await connect(addressOf(url, ca, {}));
  const worker = await openWorker(connection, secret, { slots: 1, onTold: () => undefined });
  const coordinator = new Coordinator(connection, secret, () => undefined);
  try {
    return (await outcomesOf(queueExecutor(coordinator, tinyData), [tinyJob()])).length;
  } finally {
    await Promise.all([worker.close(), coordinator.close()]);
  }
}

describe.skipIf(!HAS_REDIS)(`a server with users${WITHOUT_REDIS}`, { timeout: 60_000 }, () => {
  let server: Server;
  beforeAll(async () => {
    // as docs/many-machines.md has it: nobody by default, and one user with its own keys and channels
    const may = ['~mlp-compare:*', '&mlp-compare:*', '+@all', '-@dangerous', '+info', '-@admin'];
    server = await redisServer('--user', 'default', 'off', '--user', 'mlp', 'on', '>hunter2', ...may);
  });
  afterAll(() => server.remove());

  it('is used with the user that is given, who may no more than it needs', async () => {
    expect(await trainedOver(server.url.replace('//', '//mlp:hunter2@'))).toBe(1);
  });

  it.each([
    ['//', /^--queue redis:\/\/127\.0\.0\.1:\d+: the server wants a password/],
    ['//mlp:hunter3@', /^--queue redis:\/\/127\.0\.0\.1:\d+: the server refuses the user or the password\.$/],
  ])('refuses %s in a line that does not repeat it', async (user, said) => {
    const refused = connect(addressOf(server.url.replace('//', user), undefined, {}));
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.not.toThrow(/hunter/);
  });
});

describe.skipIf(!HAS_REDIS || !HAS_OPENSSL)(`a server with TLS${WITHOUT_REDIS}`, { timeout: 60_000 }, () => {
  let [folder, server]: [string, Server | undefined] = ['', undefined];
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'));
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ca', '-keyout', file('ca.key'), '-out', file('ca.pem'));
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      file('key'),
      '-out',
      file('csr'),
    );
    openssl('x509', '-req', '-in', file('csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-days', '2', '-copy_extensions', 'copy', '-out', file('crt'));
    server = await redisServer(
      '--tls-port',
      '0',
      ...['--tls-cert-file', file('crt'), '--tls-key-file', file('key'), '--tls-ca-cert-file', file('ca.pem'), '--tls-auth-clients', 'no'],
    );
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is used where it is known who signed its certificate, and only then', async () => {
    const port = await tlsPort();
    const url = `rediss://localhost:${port}`;
    expect(await trainedOver(url, file('ca.pem'))).toBe(1);
    await expect(connect(addressOf(url, undefined, {}))).rejects.toThrow(/^--queue rediss:\/\/localhost:\d+: its certificate is not trusted .*--queue-ca/);
  });

  it('is told apart from one without', async () => {
    await expect(connect(addressOf(`rediss://127.0.0.1:${server?.port}`, file('ca.pem'), {}))).rejects.toThrow(
      /not in this way \(rediss:\/\/ is with TLS|does not speak TLS/,
    );
  });

  /** Beside the plain port, a free one that speaks TLS. */
  async function tlsPort(): Promise<number> {
    const connection = await connect(addressOf(server?.url ?? '', undefined, {}));
    const redis = connection.client();
    for (let port = (server?.port ?? 0) + 1; ; port++) {
      const set = await redis.config('SET', 'tls-port', String(port)).catch(() => undefined);
      if (set === 'OK') {
        redis.disconnect();
        return port;
      }
    }
  }
});
