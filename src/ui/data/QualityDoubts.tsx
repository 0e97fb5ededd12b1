/** Labels that look wrong, each with the class it looks like: one click relabels it, another one confirms it. */

import { Button } from '@radix-ui/themes';
import { useState } from 'react';
import { changeSamples } from '../../data/edits.ts';
import type { QualityReport } from '../../train/protocol.ts';
import { performWithNotice, whyNotChange } from '../library.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { keepLabel } from './quality.ts';
import { showSamples } from './showSamples.ts';

/** Shown before the user asks for more. */
const FIRST = 6;

export function QualityDoubts({ doubts }: { doubts: QualityReport['mislabelled'] }) {
  const [shown, setShown] = useState(FIRST);
  return (
    <>
      <ul className="doubts" aria-label="Labels that look wrong">
        {doubts.slice(0, shown).map((doubt) => (
          <Doubt key={doubt.id} {...doubt} />
        ))}
      </ul>
      {doubts.length > shown && (
        <button type="button" className="more" onClick={() => setShown(shown + FIRST)}>
          {doubts.length - shown} more
        </button>
      )}
    </>
  );
}

function Doubt({ id, classId, share }: QualityReport['mislabelled'][number]) {
  const from = useStore((state) => state.samples.find((sample) => sample.id === id)?.classId);
  const present = useStore((state) => state.classes.find((record) => record.id === from)?.name ?? '');
  const suggested = useStore((state) => state.classes.find((record) => record.id === classId)?.name ?? '');
  const blocked = useStore((state) => whyNotChange(state) !== null);
  const words = `${present} → ${suggested}`;
  return (
    <li>
      <button
        type="button"
        className="doubt-face"
        aria-label={`Show ${words}`}
        onClick={() => showSamples(words, [id])}
      >
        <SamplePicture id={id} alt="" size={44} />
      </button>
      <p>
        <span>
          {present} → <strong>{suggested}</strong>
        </span>
        <span className="note">{percent(share)} of the vote</span>
      </p>
      <div className="doubt-actions">
        <Button
          size="1"
          variant="soft"
          disabled={blocked}
          aria-label={`Relabel ${present} as ${suggested}`}
          onClick={() =>
            performWithNotice(`Relabelled as ${suggested}.`, `relabel as ${suggested}`, (now) =>
              changeSamples(now, new Set([id]), { classId }),
            )
          }
        >
          Relabel
        </Button>
        <Button size="1" variant="ghost" aria-label={`Keep ${present}`} onClick={() => keepLabel(id)}>
          Keep
        </Button>
      </div>
    </li>
  );
}
