/** One view as the model gets it, every pixel a square. */

import { useEffect, useRef } from 'react';
import { drawGrey } from '../parts/drawGrey.ts';

type Props = { grey: Uint8Array; label: string };

export function GreyTile({ grey, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) drawGrey(canvas.current, grey);
  }, [grey]);
  return <canvas ref={canvas} className="grey-tile" width={48} height={48} role="img" aria-label={label} />;
}
