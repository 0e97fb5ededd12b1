/** Says over the stage that a class is being recorded, how much, for how long yet, and why frames are skipped. */

import { useStore } from '../store.ts';

export function RecordingPill() {
  const recording = useStore((state) => state.recording);
  const note = useStore((state) => state.recordingNote);
  const seconds = useStore((state) => state.takeSeconds);
  const name = useStore((state) => state.classes.find(({ id }) => id === state.recording)?.name);
  const total = useStore((state) => state.samples.filter(({ classId }) => classId === state.recording).length);
  if (recording === null) return null;
  return (
    <div className="recording">
      <div className="recording-pill">
        <span className="recording-dot" aria-hidden="true" />
        {`Recording “${name}”: ${total}`}
        {seconds !== null && (
          <span className="recording-time" style={{ animationDuration: `${seconds}s` }} aria-hidden="true" />
        )}
      </div>
      {note && <div className="stage-tag">{note}</div>}
    </div>
  );
}
