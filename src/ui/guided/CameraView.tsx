/** A camera's picture in a guided capture. Reads no face. */

import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  stream: MediaStream;
  label: string;
  mirrored: boolean;
  /** Called with the element that plays the stream, and with null when it goes; must stay the same function. */
  onVideo: (video: HTMLVideoElement | null) => void;
  /** Lies over the picture. */
  children?: ReactNode;
};

export function CameraView({ stream, label, mirrored, onVideo, children }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = stream;
    void video.play().catch(() => {});
    onVideo(video);
    return () => {
      onVideo(null);
      video.srcObject = null;
    };
  }, [stream, onVideo]);
  return (
    <div className="guided-view">
      <video ref={element} aria-label={label} data-mirrored={mirrored} playsInline muted />
      {children}
    </div>
  );
}
