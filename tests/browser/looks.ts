/** Theme and size that pages are looked at in: each of both in every run, every pair in the long one. */

import { LONG } from '../long.ts';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

export type Look = { colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } };

export const LOOKS: Look[] = [
  { colorScheme: 'light', viewport: DESKTOP },
  { colorScheme: 'dark', viewport: PHONE },
  ...(LONG
    ? [
        { colorScheme: 'dark' as const, viewport: DESKTOP },
        { colorScheme: 'light' as const, viewport: PHONE },
      ]
    : []),
];
