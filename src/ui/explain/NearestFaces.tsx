/** The samples that lie nearest to the live face on the map, as pictures. */

import { useEffect, useState } from 'react';
import { followStage } from '../live/stage.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { useStore } from '../store.ts';
import { setMap } from './mapState.ts';

/** Pictures change no oftener, ms: they could not be looked at. */
const CHANGE_MS = 300;

/** As many as make a row. */
const SHOWN = 5;

export function NearestFaces() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  useEffect(() => {
    let changedAt = 0;
    return followStage((face) => {
      const now = performance.now();
      if (now - changedAt < CHANGE_MS) return;
      changedAt = now;
      const next = face?.onMap?.nearest.slice(0, SHOWN) ?? [];
      setIds((before) => (before.join() === next.join() ? before : next));
    });
  }, []);
  const known = new Map(samples.map((sample) => [sample.id, sample]));
  const nearest = ids.flatMap((id) => known.get(id) ?? []);
  return (
    <section className="panel nearest" aria-labelledby="nearest-title">
      <header className="panel-head">
        <h2 id="nearest-title">Nearest to the face</h2>
      </header>
      {nearest.length === 0 ? (
        <p className="note">With a face in view, the samples that the model takes for most alike appear here.</p>
      ) : (
        <ul>
          {nearest.map(({ id, classId, person }) => {
            const record = classes.find((each) => each.id === classId);
            const name = record?.name ?? 'No class';
            return (
              <li key={id}>
                <button
                  type="button"
                  title={`${name}, ${person}: find it on the map`}
                  onClick={() => setMap({ focus: id, selected: new Set([id]) })}
                >
                  <SamplePicture id={id} alt="" size={56} />
                  <span className="nearest-name">
                    {record && <span className="swatch" style={{ background: record.colour }} aria-hidden="true" />}
                    {name}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
