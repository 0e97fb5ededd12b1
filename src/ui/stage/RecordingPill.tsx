/** Says over the stage that a class is being recorded, how much, or why not. */

import { useStore } from '../store.ts';

export function RecordingPill() {
  const recording = useStore((state) => state.recording);
  const note = useStore((state) => state.recordingNote);
  const name = useStore((state) => state.classes.find(({ id }) => id === state.recording)?.name);
  const total = useStore((state) => state.samples.filter(({ classId }) => classId === state.recording).length);
  if (recording === null) return null;
  return (
    <div className="recording-pill">
      <span className="recording-dot" aria-hidden="true" />
      {note ?? `Recording “${name}”: ${total}`}
    </div>
  );
}
