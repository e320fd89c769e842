/** Its own types are not among what it exports. */
declare module 'cephes';
