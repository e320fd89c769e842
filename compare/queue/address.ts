import { isIP } from 'node:net';
import { Fault } from '../../src/fault.ts';
import { readText } from '../../src/host/text-file.ts';

/** Where the queue is. */
export interface Address {
  /** Without user and password: fit to be printed. */
  readonly shown: string;
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca?: string; readonly servername?: string };
}

const USUAL_PORT = 6379;
const EXPECTED = 'redis://host:6379, or rediss://user:password@host:6379 with TLS';

/**
 * @param url as it is given; the password may be in MLP_COMPARE_QUEUE_PASSWORD instead, where no list of processes shows it
 * @param ca a file with the certificate of who signed the server's @throws Fault that repeats no password
 */
export function addressOf(url: string, ca: string | undefined, env: Readonly<Record<string, string | undefined>>): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const { protocol, hostname, pathname: database } = parsed ?? { protocol: '', hostname: '', pathname: '' };
  if (!parsed || !['redis:', 'rediss:'].includes(protocol) || hostname === '' || !/^\/?\d*$/.test(database)) {
    throw new Fault(`--queue: expected ${EXPECTED}; it came otherwise (it is not repeated here, for it may hold a password).`);
  }
  const isSecure = protocol === 'rediss:';
  if (ca !== undefined && !isSecure) throw new Fault('--queue-ca is for TLS: --queue rediss://…');
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const port = parsed.port === '' ? USUAL_PORT : Number(parsed.port);
  const password = decodeURIComponent(parsed.password) || env['MLP_COMPARE_QUEUE_PASSWORD'];
  return {
    ...{ shown: `${protocol}//${hostname}:${port}`, host, port, db: Number(database.slice(1) || 0) },
    ...(parsed.username !== '' && { username: decodeURIComponent(parsed.username) }),
    ...(password && { password }),
    ...(isSecure && { tls: { ...(!isIP(host) && { servername: host }), ...(ca !== undefined && { ca: readText(ca, `--queue-ca ${ca}`) }) } }),
  };
}
