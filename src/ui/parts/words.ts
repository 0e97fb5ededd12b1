/** How times, shares and sizes are written throughout the page. */

/** “just now”, “3 s ago”, “2 min ago”, … */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}

/** “4 s”, “2 min 5 s” */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** 0.934 → “93 %” */
export const percent = (fraction: number, digits = 0): string => `${(fraction * 100).toFixed(digits)} %`;

/** “0.25”, “−0.25” */
export const signed = (value: number): string => value.toFixed(2).replace('-', '−');

/** “1 sample”, “3,000 samples”. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** “840 kB”, “12.3 MB”, “64 GB” */
export function bytes(n: number): string {
  if (n < 1e6) return `${Math.round(n / 1e3)} kB`;
  return n < 1e9 ? megabytes(n) : `${(n / 1e9).toFixed(n < 1e10 ? 1 : 0)} GB`;
}
