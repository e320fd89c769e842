/** Texts that scripts hand in by name: a page opened from a disk may load scripts, but fetch nothing. */
declare global {
  var mlpCompareTexts: Record<string, string> | undefined;
}

/** The folder of this very script, known only while it runs for the first time. */
const FOLDER = new URL('.', (document.currentScript as HTMLScriptElement).src).href;

const loading = new Map<string, Promise<void>>();

/** Runs a script that the build put beside this one, once, when it is first asked for. @throws Error where it cannot be had */
export function lazyScript(name: string): Promise<void> {
  const begun = loading.get(name) ?? load(name);
  loading.set(name, begun);
  begun.catch(() => loading.delete(name)); // the next to ask may have a network again
  return begun;
}

function load(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${FOLDER}${name}.js`;
    script.onerror = () => reject(new Error(`A part of this page could not be loaded (${name}). Are you offline? Reload the page.`));
    script.onload = () => {
      script.remove();
      resolve();
    };
    document.head.append(script);
  });
}

/** The text that such a script hands in. */
export async function lazyText(name: string): Promise<string> {
  await lazyScript(name);
  const text = globalThis.mlpCompareTexts?.[name];
  if (text === undefined) throw new Error(`A part of this page is not what it should be (${name}). Reload the page.`);
  return text;
}

/** A worker of such a text, or of several, which run in it one after the other. */
export async function lazyWorker(...names: string[]): Promise<Worker> {
  const texts = await Promise.all(names.map(lazyText));
  const address = URL.createObjectURL(new Blob([texts.join('\n')], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}
