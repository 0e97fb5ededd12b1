/** Where a frame lies on the stage, and back. Numbers only. */

import type { Box, Point } from '../../math/box.ts';

/** Frame px → stage px: scale, then move; mirrored frames run from right to left. */
export type Fit = { scale: number; left: number; top: number; width: number; mirrored: boolean };

/** The largest centred placement that shows the whole frame, as `object-fit: contain` does. */
export function contain(
  frame: { width: number; height: number },
  stage: { width: number; height: number },
  mirrored: boolean,
): Fit {
  const scale = Math.min(stage.width / Math.max(1, frame.width), stage.height / Math.max(1, frame.height));
  return {
    scale,
    left: (stage.width - frame.width * scale) / 2,
    top: (stage.height - frame.height * scale) / 2,
    width: frame.width * scale,
    mirrored,
  };
}

export function toStage({ scale, left, top, width, mirrored }: Fit, box: Box): Box {
  const x = box.x * scale;
  const boxWidth = box.width * scale;
  return {
    x: left + (mirrored ? width - x - boxWidth : x),
    y: top + box.y * scale,
    width: boxWidth,
    height: box.height * scale,
  };
}

/** Whether a point of the stage lies in the frame's box. */
export function hits(fit: Fit, box: Box, point: Point): boolean {
  const { x, y, width, height } = toStage(fit, box);
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}
