/** What is known of a sample, in words, and numbers as people type them. Pure. */

import type { Sample, Split } from '../../data/schema.ts';
import { SOURCES, SPLITS } from './galleryWords.ts';

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** 72 340 ms → “1:12.34” */
function clock(ms: number): string {
  const seconds = (ms % 60_000) / 1000;
  return `${Math.floor(ms / 60_000)}:${seconds.toFixed(2).padStart(5, '0')}`;
}

const degrees = (angle: number): string => `${Math.round(angle)}°`.replace('-', '−');

function headWords(yaw: number | null, pitch: number | null): string {
  const known = [
    yaw === null ? [] : `yaw ${degrees(yaw)}`,
    pitch === null ? 'cropped by hand' : `pitch ${degrees(pitch)}`,
  ];
  return known.flat().join(', ');
}

/** What cannot be changed by hand; what is not known is left out. */
export function facts(sample: Sample, split: Split): { term: string; value: string }[] {
  const { source, file, time, yaw, pitch, moment, tile, recordedAt } = sample;
  const known: [string, string | null][] = [
    ['Source', SOURCES[source]],
    ['Recorded', WHEN.format(recordedAt)],
    ['File', file],
    ['Clip time', time === null ? null : clock(time)],
    ['Head', headWords(yaw, pitch)],
    ['Moment', moment],
    ['Tile', tile === null ? null : String(tile)],
    ['Split', SPLITS[split]],
  ];
  return known.flatMap(([term, value]) => (value === null ? [] : [{ term, value }]));
}

/**
 * The number that somebody typed; null for nothing, undefined for what is no number from `from` to 1. Decimal commas and
 * real minus signs are understood.
 */
export function typedNumber(text: string, from: number): number | null | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  if (plain === '') return null;
  const value = Number(plain);
  return value >= from && value <= 1 ? value : undefined;
}
