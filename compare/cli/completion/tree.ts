import type { Command, Option } from 'commander';

/** What a shell is told of a command: its words, what it is for, and what may follow. */
export interface Completed {
  /** ' grade init': the words that call it, each after a space; nothing for the program itself. */
  readonly at: string;
  readonly commands: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly { readonly flag: string; readonly says: string; readonly takesValue: boolean }[];
}

/** The program and its commands, each before those that it has. */
export function treeOf(command: Command, at = ''): Completed[] {
  const options = [...command.options.filter(({ hidden }) => !hidden).flatMap(toldOf), { flag: '--help', says: 'display help for command', takesValue: false }];
  const commands = command.commands.map((inner) => ({ name: inner.name(), says: firstLine(inner.summary() || inner.description()) }));
  return [{ at, commands, options }, ...command.commands.flatMap((inner) => treeOf(inner, `${at} ${inner.name()}`))];
}

function toldOf({ long, description, required, optional }: Option) {
  return long ? [{ flag: long, says: firstLine(description), takesValue: required || optional }] : [];
}

/** A list of a shell has room for a few words. */
const MOST = 60;

function firstLine(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/ \(default: .*$/, '');
  return plain.length > MOST ? `${plain.slice(0, MOST).replace(/\s+\S*$/, '')} …` : plain;
}
