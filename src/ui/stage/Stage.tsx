/** The live view: video or picture with the faces drawn over it, what it is, and what keeps it from running. */

import { IconButton } from '@radix-ui/themes';
import { Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { faceAt, mountStage } from '../live/stage.ts';
import { CLIP_POSTER, play, showClip } from '../sources/clip.ts';
import { pickFace, useStore } from '../store.ts';
import { AdviceLine } from './AdviceLine.tsx';
import { Countdown } from './Countdown.tsx';
import { Problems } from './Problems.tsx';
import { RecordingPill } from './RecordingPill.tsx';
import { receiveFiles } from './receiveFiles.ts';
import { SourceBar } from './SourceBar.tsx';
import { StageStatus } from './StageStatus.tsx';
import { useFileDrop } from './useFileDrop.ts';

export function Stage() {
  const video = useRef<HTMLVideoElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const [overFace, setOverFace] = useState(false);
  const kind = useStore((state) => state.source?.kind ?? 'clip');
  const name = useStore((state) => state.source?.name);
  const mirrored = useStore((state) => state.mirror && state.source?.kind === 'camera');
  const paused = useStore((state) => !state.playing && state.source !== null && state.source.kind !== 'picture');
  const recording = useStore((state) => state.recording !== null);
  const dropping = useFileDrop(receiveFiles);

  useEffect(() => {
    if (!video.current || !picture.current || !overlay.current) return;
    mountStage({ video: video.current, picture: picture.current, overlay: overlay.current });
    void showClip();
  }, []);

  const pointOf = (event: React.MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  return (
    <section className="stage" aria-label="Live view">
      <Problems />
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
          aria-label="Faces found. Choose one with F or in the Watch panel."
          onMouseMove={(event) => setOverFace(faceAt(pointOf(event)) !== null)}
          onClick={(event) => {
            const id = faceAt(pointOf(event));
            if (id !== null) pickFace(id);
          }}
        />
        <StageStatus />
        <RecordingPill />
        <AdviceLine />
        <Countdown />
        {paused && (
          <IconButton className="big-play" size="4" radius="full" aria-label="Play" onClick={() => void play()}>
            <Play />
          </IconButton>
        )}
        {dropping && <div className="drop-veil">Drop pictures or a video to read their faces</div>}
      </div>
      <SourceBar />
    </section>
  );
}
