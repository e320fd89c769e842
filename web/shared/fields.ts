import { escapeHtml } from '../../compare/show/html/escape.ts';
import { camel, helpOf } from '../../src/run/settings/setting.ts';
import { settingOf } from '../../src/run/settings/settings.ts';

/** What of a page's options is no setting, or differs from one. */
interface Own {
  readonly says?: Readonly<Record<string, string>>;
  /** Of those that are one of a few words, the first the default. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/** A field for each option, as HTML; those that are settings are told in the settings' words. */
export function fields(options: readonly string[], { says: own = {}, choices = {} }: Own = {}): string {
  return options
    .map((option) => {
      const known = settingOf(camel(option));
      const says = own[option] ?? (known ? helpOf(known) : '');
      const given = `id="option-${option}" name="${camel(option)}" autocomplete="off" aria-describedby="hint-${option}"`;
      const among = choices[option]?.map((choice) => `<option>${choice}</option>`).join('');
      return `<p><label for="option-${option}">${option}</label>
${among ? `<select ${given}>${among}</select>` : `<input ${given} autocapitalize="off" spellcheck="false">`}
<span id="hint-${option}" class="hint">${escapeHtml(says)}</span></p>`;
    })
    .join('\n');
}
