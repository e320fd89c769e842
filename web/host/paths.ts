type Paths = typeof import('../../src/host/paths.ts');

/** A browser has no folders: names of files, and whatever the reader's program is called, are all that paths are here. */
export const basename: Paths['basename'] = (path, suffix = '') => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};
export const join: Paths['join'] = (...parts) => parts.join('/').replace(/\/{2,}/g, '/');
export const isAbsolute: Paths['isAbsolute'] = (path) => path.startsWith('/');
export const relative: Paths['relative'] = (from, to) => (to.startsWith(from) ? to.slice(from.length).replace(/^\//, '') : to);
export const pathOf: Paths['pathOf'] = (url) => decodeURIComponent(new URL(url).pathname);

export const workingFolder: Paths['workingFolder'] = () => '/';

/** No frame of a reader's program lies in it. */
export const folderOf: Paths['folderOf'] = () => '\0';
