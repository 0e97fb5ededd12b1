/** What the page and the service worker tell each other. */

/** Every open page holds a shared lock of this name and its entry script's URL: so the worker knows which builds are in use. */
export const PAGE_LOCK = 'mien page ';

/**
 * `take over`: the waiting worker becomes the active one. `tidy`: files that no open page can ask for any more are
 * deleted.
 */
export type ToServiceWorker = 'take over' | 'tidy';
