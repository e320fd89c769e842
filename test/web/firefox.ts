import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const BROWSERS = ['/usr/bin/firefox', '/usr/bin/firefox-esr'];
const executablePath = process.env['FIREFOX'] ?? BROWSERS.find((path) => existsSync(path));

export const hasFirefox = executablePath !== undefined;

/** What is tested, or why it is not. */
export function inFirefox(what: string): string {
  return hasFirefox ? `${what} in Firefox` : `${what} in Firefox (skipped: there is none at ${BROWSERS.join(', ')}; FIREFOX can say where)`;
}

type Answer = { readonly value?: unknown } | null;

/** A Firefox as it is released, spoken to by its own protocol (Marionette): Playwright wants one that was built for it. */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  #lastId = 0;
  #received = Buffer.alloc(0);

  private constructor(process: ChildProcess, profile: string, socket: Socket) {
    [this.#process, this.#profile, this.#socket] = [process, profile, socket];
    socket.on('data', (bytes) => this.#take(bytes as Buffer));
  }

  static async launch(): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'mlp-compare-firefox-'));
    writeFileSync(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
    const process = spawn(executablePath ?? '', ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore' });
    const told = join(profile, 'MarionetteActivePort');
    while (process.exitCode === null && !(existsSync(told) && readFileSync(told, 'utf8') !== '')) await wait(50);
    const socket = connect(Number(readFileSync(told, 'utf8')), '127.0.0.1');
    const firefox = new Firefox(process, profile, socket);
    await firefox.#ask('WebDriver:NewSession', {});
    await firefox.#ask('WebDriver:SetTimeouts', { script: 90_000 });
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.#ask('WebDriver:Navigate', { url });
  }

  /** What an expression in the page gives, once it is no longer undefined, null or false. */
  async until<T>(expression: string): Promise<T> {
    const script = `const done = arguments[0]; const look = () => { const found = ${expression}; if (found) done(found); else setTimeout(look, 50); }; look();`;
    return (await this.#ask('WebDriver:ExecuteAsyncScript', { script, args: [] }))?.value as T;
  }

  async do(script: string): Promise<void> {
    await this.#ask('WebDriver:ExecuteScript', { script, args: [] });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined); // it may be gone before it answers
    await ended;
    this.#socket.destroy();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  #ask(command: string, parameters: object): Promise<Answer> {
    const id = ++this.#lastId;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Each message is its length in bytes, a colon, and JSON: [1, id, error, answer]. */
  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (let colon = this.#received.indexOf(':'); colon > 0; colon = this.#received.indexOf(':')) {
      const end = colon + 1 + Number(this.#received.toString('utf8', 0, colon));
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', colon + 1, end)) as [1, number, { message: string } | null, Answer] | object;
      this.#received = this.#received.subarray(end);
      if (!Array.isArray(message)) continue; // its greeting
      const [, id, error, answer] = message as [1, number, { message: string } | null, Answer];
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(answer);
    }
  }
}
