import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why the system refused to write, in words. */
const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the share of the disk that is allowed here is used up',
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'it is read-only',
  EEXIST: 'a file is in the way',
  ENOTDIR: 'a file is in the way',
  ENAMETOOLONG: 'the name is too long',
};

/** 'the disk is full (ENOSPC)', for a message. */
export function whyNotWritten(error: unknown): string {
  const { code, message } = reasonOf(error as NodeJS.ErrnoException);
  if (code === undefined) return message;
  return `${WORDS[code] ?? 'the system refuses'} (${code})`;
}

/** Of a folder that cannot be made with those above it, Node says that it is not there, whatever the reason: that is asked of the first that is. */
function reasonOf(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (error.code !== 'ENOENT' || error.syscall !== 'mkdir' || error.path === undefined) return error;
  let there = dirname(error.path);
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    return error;
  } catch (reason) {
    return reason as NodeJS.ErrnoException;
  }
}
