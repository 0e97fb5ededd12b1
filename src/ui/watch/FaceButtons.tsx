/** Which of several faces the scores are for. */

import { selectedFace } from '../live/choice.ts';
import { pickFace, useStore } from '../store.ts';

export function FaceButtons() {
  const ids = useStore((state) =>
    state.faces
      .map(({ id }) => id)
      .sort((a, b) => a - b)
      .join(' '),
  );
  const selected = useStore((state) => selectedFace(state.faces, state)?.id);
  const faces = ids === '' ? [] : ids.split(' ').map(Number);
  if (faces.length < 2) return null;
  return (
    <fieldset className="face-buttons">
      <legend className="hidden-visually">Face</legend>
      {faces.map((id) => (
        <button
          key={id}
          type="button"
          aria-label={`Face ${id}`}
          aria-pressed={id === selected}
          onClick={() => pickFace(id)}
        >
          {id}
        </button>
      ))}
    </fieldset>
  );
}
