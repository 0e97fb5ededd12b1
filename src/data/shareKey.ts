/** What a fragment with a shared model begins with: all that a visit without one needs to know of links. */

export const MODEL_KEY = 'model=';

/** Whether a fragment (with or without #) is one of a shared model, whole or not. */
export const isShareLink = (fragment: string): boolean => fragment.replace(/^#/, '').startsWith(MODEL_KEY);
