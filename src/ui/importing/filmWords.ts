/** What was seen in a film, in sentences. Pure. */

import type { FilmSummary } from '../../vision/protocol.ts';

/** “row 1, column 2”; '' where the film has no tiles. */
export function tileWords(tile: number | null, grid: FilmSummary['grid']): string {
  if (tile === null || grid === null) return '';
  return `row ${Math.floor((tile - 1) / grid.columns) + 1}, column ${((tile - 1) % grid.columns) + 1}`;
}

/** “holiday.mp4: 9 people in 3 × 2 tiles.”, “me.mp4: 1 person, cut into 6 clips.” */
export function filmWords({ path, grid, clips, people }: FilmSummary): string {
  const who = people.length === 1 ? '1 person' : `${people.length} people`;
  const tiles = grid ? ` in ${grid.columns} × ${grid.rows} tiles` : '';
  return `${path}: ${who}${tiles}${clips > 1 ? `, cut into ${clips} clips` : ''}.`;
}
