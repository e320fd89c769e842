import { escapeHtml } from '../../compare/show/html/escape.ts';
import { camel, helpOf } from '../../src/run/settings/setting.ts';
import { settingOf } from '../../src/run/settings/settings.ts';

/** Options of a diagnosis that the page asks for; those that are settings are told in the settings' words. */
const OPTIONS = ['inputs', 'hidden', 'activation', 'output', 'classes', 'normalise', 'loss', 'l2', 'optimizer', 'learning-rate', 'batch-size'];

/** What is no setting of a run, and what differs from one. */
const OWN: Readonly<Record<string, string>> = {
  inputs: 'features (default: 5)',
  hidden: "units of the hidden layers, or 'none' (default: 6,6)",
  classes: 'of a softmax output; the labels or values of others (default: 3)',
};

/** A field for each, as HTML. */
export function fields(): string {
  return OPTIONS.map((option) => {
    const known = settingOf(camel(option));
    const says = OWN[option] ?? (known ? helpOf(known) : '');
    return `<p><label for="option-${option}">${option}</label>
<input id="option-${option}" name="${camel(option)}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint-${option}">
<span id="hint-${option}" class="hint">${escapeHtml(says)}</span></p>`;
  }).join('\n');
}
