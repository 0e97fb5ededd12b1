/** Colours for the user's classes (Okabe and Ito 2008: told apart with every kind of colour vision). */

export const PALETTE = [
  { name: 'Orange', value: '#E69F00' },
  { name: 'Sky blue', value: '#56B4E9' },
  { name: 'Green', value: '#009E73' },
  { name: 'Purple', value: '#CC79A7' },
  { name: 'Vermilion', value: '#D55E00' },
  { name: 'Blue', value: '#0072B2' },
  { name: 'Yellow', value: '#F0E442' },
  { name: 'Grey', value: '#8D8D86' },
] as const;

/** The first colour that no class has yet, or the one used least recently. */
export function nextColour(used: string[]): string {
  const free = PALETTE.find(({ value }) => !used.includes(value)) ?? PALETTE[used.length % PALETTE.length];
  return free?.value ?? PALETTE[0].value;
}
