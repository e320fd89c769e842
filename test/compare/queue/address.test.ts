import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../compare/queue/address.ts';

describe('where a queue is', () => {
  it('is read with user, password and number of the data base; what is shown has neither of the first two', () => {
    expect(addressOf('redis://ann:p%40ss@host:7000/2', undefined, {})).toEqual({
      ...{ shown: 'redis://host:7000', host: 'host', port: 7000, db: 2, username: 'ann', password: 'p@ss' },
    });
    expect(addressOf('redis://[::1]', undefined, {})).toEqual({ shown: 'redis://[::1]:6379', host: '::1', port: 6379, db: 0 });
  });

  it('may have its password in the environment, which one in the address goes before', () => {
    expect(addressOf('redis://host', undefined, { MLP_COMPARE_QUEUE_PASSWORD: 'w' }).password).toBe('w');
    expect(addressOf('redis://:v@host', undefined, { MLP_COMPARE_QUEUE_PASSWORD: 'w' }).password).toBe('v');
  });

  it('is reached by TLS where it is rediss://', () => {
    expect(addressOf('rediss://host', undefined, {}).tls).toEqual({ servername: 'host' });
    expect(() => addressOf('redis://host', 'ca.pem', {})).toThrow(/^--queue-ca is for TLS/);
    expect(() => addressOf('rediss://host', 'nowhere.pem', {})).toThrow(/nowhere\.pem/);
  });

  it.each(['', 'host', 'http://ann:hunter2@host', 'redis://ann:hunter2@host/x', 'redis://', 'redis:ann:hunter2'])('is not %j, which is not repeated', (url) => {
    const read = () => addressOf(url, undefined, {});
    expect(read).toThrow(/^--queue: expected redis:\/\/host:6379, or rediss:/);
    expect(read).not.toThrow(/hunter2/);
  });
});
