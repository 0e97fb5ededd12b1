/** Where hair grows and how far the skull reaches in each direction. Knows no strands and no renderer. */

import type { Head } from './head.ts';
import { partOf } from './head.ts';
import { smoothstep } from './noise.ts';
import type { Person } from './person.ts';

export type Vec3 = [x: number, y: number, z: number];

/** Middle of the cranium, head units. */
export const CRANIUM: Vec3 = [0, 4, 0.5];

/** Height of the hairline at directions around the head: degrees from the front, head units. */
const HAIRLINE: readonly (readonly [azimuth: number, height: number])[] = [
  [0, 9.9],
  [30, 9.9],
  [42, 9.0],
  [52, 7.2],
  [64, 6.2],
  [74, 3.2],
  [80, 1.2],
  [88, 4.2],
  [108, 4.4],
  [122, 0.5],
  [140, -4.2],
  [180, -4.8],
];

export function hairline(x: number, z: number): number {
  const azimuth = (Math.atan2(Math.abs(x), z - CRANIUM[2]) * 180) / Math.PI;
  const next = HAIRLINE.findIndex(([at]) => at >= azimuth);
  if (next <= 0) return HAIRLINE[0]![1];
  const [a, low] = HAIRLINE[next - 1]!;
  const [b, high] = HAIRLINE[next]!;
  return low + (high - low) * smoothstep(a, b, azimuth);
}

/** 0 on bare skin to 1 under hair, with a soft edge. Ears stay bare. */
export function hairCover({ hair }: Person, x: number, y: number, z: number): number {
  if (hair.style === 'bald' || hair.style === 'headscarf' || isEar(x, y, z)) return 0;
  return smoothstep(-0.25, 0.7, y - hairline(x, z));
}

export function isEar(x: number, y: number, z: number): boolean {
  return Math.abs(x) > 7.15 && y > -2.5 && y < 4.2 && z > -3 && z < 2.4;
}

/** Distance from CRANIUM to the outside of a person's head by direction, smoothed over the ears. */
export type Skull = (direction: Vec3) => number;

const ROWS = 36;
const COLUMNS = 72;

/** @param smooth how often neighbouring directions are averaged: 0 follows the skin, 20 is a draped cloth */
export function measureSkull(head: Head, person: Float32Array, smooth: number): Skull {
  let grid = new Float32Array(ROWS * COLUMNS);
  for (const i of [...partOf(head, 'face'), ...partOf(head, 'headNeck')]) {
    if (isEar(head.positions[3 * i]!, head.positions[3 * i + 1]!, head.positions[3 * i + 2]!)) continue;
    const at: Vec3 = [person[3 * i]! - CRANIUM[0], person[3 * i + 1]! - CRANIUM[1], person[3 * i + 2]! - CRANIUM[2]];
    const radius = Math.hypot(...at);
    const [row, column] = cell(at, radius);
    const index = Math.round(row) * COLUMNS + (Math.round(column) % COLUMNS);
    grid[index] = Math.max(grid[index]!, radius);
  }
  for (let fill = 0; grid.some((radius) => radius === 0) && fill < 40; fill++) {
    grid = blur(grid, (radius) => radius === 0);
  }
  for (let i = 0; i < smooth; i++) grid = blur(grid, () => true);
  return (direction) => {
    const [row, column] = cell(direction, Math.hypot(...direction));
    const [r, c] = [Math.floor(row), Math.floor(column)];
    const at = (i: number, j: number) => grid[Math.min(ROWS - 1, i) * COLUMNS + (j % COLUMNS)]!;
    const [fr, fc] = [row - r, column - c];
    return (
      (1 - fr) * ((1 - fc) * at(r, c) + fc * at(r, c + 1)) + fr * ((1 - fc) * at(r + 1, c) + fc * at(r + 1, c + 1))
    );
  };
}

/** Row (polar angle from +y) and column (azimuth) of a direction, not rounded. */
function cell([x, y, z]: Vec3, length: number): [row: number, column: number] {
  const polar = Math.acos(Math.min(1, Math.max(-1, y / length)));
  const azimuth = Math.atan2(x, z) / (2 * Math.PI);
  return [(polar / Math.PI) * (ROWS - 1), (azimuth < 0 ? azimuth + 1 : azimuth) * COLUMNS];
}

/** Averages chosen cells with their neighbours that are already known. */
function blur(grid: Float32Array, chosen: (radius: number) => boolean): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      if (!chosen(grid[row * COLUMNS + column]!)) continue;
      let sum = 0;
      let count = 0;
      for (const [dr, dc] of [
        [0, 0],
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        const r = Math.min(ROWS - 1, Math.max(0, row + dr));
        const radius = grid[r * COLUMNS + ((column + dc + COLUMNS) % COLUMNS)]!;
        if (radius > 0) {
          sum += radius;
          count++;
        }
      }
      if (count > 0) out[row * COLUMNS + column] = sum / count;
    }
  }
  return out;
}
