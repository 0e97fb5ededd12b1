/** Where others can open this page, and the whole link to a model there. Pure. */

/** Names and numbers of machines that only their own network knows. */
const LOCAL =
  /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|.*\.local)$/;

/** Whether only this device, or its own network, can open the address. */
export const isLocal = ({ hostname, protocol }: URL): boolean => protocol === 'file:' || LOCAL.test(hostname);

/** The page's address in what somebody typed; null where it is none that others can open. */
export function publicAddress(typed: string): URL | null {
  const text = typed.trim();
  try {
    const url = new URL(/^\w+:/.test(text) ? text : `https://${text}`);
    return /^https?:$/.test(url.protocol) && !isLocal(url) ? url : null;
  } catch {
    return null;
  }
}

/** The link: the page's address without anything that is only of this visit, and the model after #. */
export function linkTo({ origin, pathname }: URL, fragment: string): string {
  return `${origin}${pathname}#${fragment}`;
}
