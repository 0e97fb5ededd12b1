/** The view itself: video or picture with the faces drawn over it, and what it is. Knows no controls. */

import { IconButton } from '@radix-ui/themes';
import { Play } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { faceAt, mountStage } from '../live/stage.ts';
import { CLIP_POSTER, play, showClip } from '../sources/clip.ts';
import { pickFace, useStore } from '../store.ts';
import { StageStatus } from './StageStatus.tsx';

/** @param choosing how a face is chosen without a mouse, in a sentence. @param children drawn over it */
export function StageView({ choosing, children }: { choosing: string; children?: ReactNode }) {
  const video = useRef<HTMLVideoElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const status = useRef<HTMLDivElement>(null);
  const [overFace, setOverFace] = useState(false);
  const kind = useStore((state) => state.source?.kind ?? 'clip');
  const name = useStore((state) => state.source?.name);
  const mirrored = useStore((state) => state.mirror && state.source?.kind === 'camera');
  const paused = useStore((state) => !state.playing && state.source !== null && state.source.kind !== 'picture');
  const recording = useStore((state) => state.recording !== null);

  useEffect(() => {
    if (!video.current || !picture.current || !overlay.current || !status.current) return;
    mountStage({
      video: video.current,
      picture: picture.current,
      overlay: overlay.current,
      status: status.current,
    });
    void showClip();
  }, []);

  const pointOf = (event: React.MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  return (
    <div className="stage-view" data-recording={recording}>
      <video
        ref={video}
        poster={kind === 'clip' ? CLIP_POSTER : undefined}
        hidden={kind === 'picture'}
        data-mirrored={mirrored}
        playsInline
        muted
        loop
        aria-label={name ?? 'Sample clip'}
      />
      <canvas ref={picture} hidden={kind !== 'picture'} role="img" aria-label={name ?? 'Picture'} />
      <canvas
        ref={overlay}
        className="overlay"
        data-over-face={overFace}
        role="img"
        aria-label={`Faces found. ${choosing}`}
        onMouseMove={(event) => setOverFace(faceAt(pointOf(event)) !== null)}
        onClick={(event) => {
          const id = faceAt(pointOf(event));
          if (id !== null) pickFace(id);
        }}
      />
      <StageStatus ref={status} />
      {children}
      {paused && (
        <IconButton className="big-play" size="4" radius="full" aria-label="Play" onClick={() => void play()}>
          <Play />
        </IconButton>
      )}
    </div>
  );
}
