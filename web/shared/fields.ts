import { escapeHtml } from '../../compare/show/html/escape.ts';
import { camel, helpOf } from '../../src/run/settings/setting.ts';
import { settingOf } from '../../src/run/settings/settings.ts';

/** A field for each option, as HTML; those that are settings are told in the settings' words. @param own what is none, or differs from one */
export function fields(options: readonly string[], own: Readonly<Record<string, string>> = {}): string {
  return options
    .map((option) => {
      const known = settingOf(camel(option));
      const says = own[option] ?? (known ? helpOf(known) : '');
      return `<p><label for="option-${option}">${option}</label>
<input id="option-${option}" name="${camel(option)}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint-${option}">
<span id="hint-${option}" class="hint">${escapeHtml(says)}</span></p>`;
    })
    .join('\n');
}
