/** Divides work on the main thread: between two pieces the browser draws and answers. Knows no work. */

/** Resolves in a task of its own. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
