/** Texts that scripts hand in by name: a page opened from a disk may load scripts, but fetch nothing. */
declare global {
  var mlpCompareTexts: Record<string, string> | undefined;
}

/** The folder of this very script, known only while it runs for the first time. */
const FOLDER = new URL('.', (document.currentScript as HTMLScriptElement).src).href;

const loading = new Map<string, Promise<string>>();

/** A text that the build put beside the scripts, loaded once, when it is first asked for. @throws Error where it cannot be had */
export function lazyText(name: string): Promise<string> {
  const begun = loading.get(name) ?? load(name);
  loading.set(name, begun);
  begun.catch(() => loading.delete(name)); // the next to ask may have a network again
  return begun;
}

function load(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const fail = () => reject(new Error(`A part of this page could not be loaded (${name}). Are you offline? Reload the page.`));
    script.src = `${FOLDER}${name}.js`;
    script.onerror = fail;
    script.onload = () => {
      const text = globalThis.mlpCompareTexts?.[name];
      script.remove();
      if (text === undefined) fail();
      else resolve(text);
    };
    document.head.append(script);
  });
}

/** A worker of such a text. */
export async function lazyWorker(name: string): Promise<Worker> {
  const address = URL.createObjectURL(new Blob([await lazyText(name)], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}
