/** The name of a sitting: one visit of this page with one kind of source, in words that a list can show. */

/** Names of this visit, by kind of source. */
const names = new Map<string, string>();

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * “camera, 24 Nov 15:40”: when the first sample of this kind was taken; the same until the page is left.
 * @param taken names of other sittings, which this one must not join
 */
export function sittingOf(kind: string, taken: ReadonlySet<string>, now = new Date()): string {
  const known = names.get(kind);
  if (known) return known;
  const name = freeName(`${kind}, ${timeWords(now)}`, taken);
  names.set(kind, name);
  return name;
}

/** `name`, or with the first number that makes it another: “… (2)”. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
  return free;
}

/** “24 Nov 15:40”, local time. */
export function timeWords(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
