/** The One-Euro filter (Casiez, Roussel, Vogel 2012): smooth when still, prompt when moving. Numbers only. */

import { type Box, centreOf } from '../math/box.ts';

/**
 * One filtered value. `minCutoff`: Hz, lower is smoother at rest; `beta`: how fast the cutoff rises with speed;
 * `speedCutoff`: Hz, smoothing of the speed itself. Times in ms must not fall.
 */
export type OneEuro = (value: number, time: number) => number;

export type OneEuroOptions = { minCutoff: number; beta: number; speedCutoff: number };

export function createOneEuro({ minCutoff, beta, speedCutoff }: OneEuroOptions): OneEuro {
  let last: { time: number; raw: number; smooth: number; speed: number } | undefined;
  return (value, time) => {
    if (!last) {
      last = { time, raw: value, smooth: value, speed: 0 };
      return value;
    }
    const seconds = (time - last.time) / 1000;
    if (seconds <= 0) return last.smooth;
    const rawSpeed = (value - last.raw) / seconds;
    const speed = last.speed + share(speedCutoff, seconds) * (rawSpeed - last.speed);
    const cutoff = minCutoff + beta * Math.abs(speed);
    const smooth = last.smooth + share(cutoff, seconds) * (value - last.smooth);
    last = { time, raw: value, smooth, speed };
    return smooth;
  };
}

/** How much of a step a first-order low-pass of `cutoff` Hz lets through after `seconds`: α of the paper's eq. 3–5. */
function share(cutoff: number, seconds: number): number {
  const timeConstant = 1 / (2 * Math.PI * cutoff);
  return 1 / (1 + timeConstant / seconds);
}

export type BoxFilter = (box: Box, time: number) => Box;

/**
 * A still face's jitter is halved in amplitude; a face that moves by its own size in a second lags by 1 / (2π · 3 Hz),
 * about 50 ms.
 */
const BOX_OPTIONS: OneEuroOptions = { minCutoff: 1, beta: 2, speedCutoff: 1 };

/** Filters a box by its centre and size, in units of its first size, so that near and far faces are treated alike. */
export function createBoxFilter(): BoxFilter {
  const [x, y, width, height] = Array.from({ length: 4 }, () => createOneEuro(BOX_OPTIONS)) as [
    OneEuro,
    OneEuro,
    OneEuro,
    OneEuro,
  ];
  let unit = 0;
  return (box, time) => {
    unit ||= Math.max(box.width, box.height, 1);
    const smoothWidth = unit * width(box.width / unit, time);
    const smoothHeight = unit * height(box.height / unit, time);
    const centre = centreOf(box);
    return {
      x: unit * x(centre.x / unit, time) - smoothWidth / 2,
      y: unit * y(centre.y / unit, time) - smoothHeight / 2,
      width: smoothWidth,
      height: smoothHeight,
    };
  };
}
