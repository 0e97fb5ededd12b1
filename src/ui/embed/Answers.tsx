/** What the models say about the chosen face, in an embedded view, and who is told. */

import { ChevronRight, LockKeyhole, RadioTower } from 'lucide-react';
import { ownLegend } from '../legend.ts';
import { selectedFace } from '../live/choice.ts';
import { chooseNextFace } from '../live/stage.ts';
import { useStore } from '../store.ts';
import { BaseScores } from '../watch/BaseScores.tsx';
import { FaceButtons } from '../watch/FaceButtons.tsx';
import { Scores } from '../watch/Scores.tsx';
import { useLent } from './link.ts';

/** @param host the page around that is told; null: none is */
export function Answers({ host }: { host: string | null }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a model of many classes is longer than the frame, and is scrolled
    <section className="embed-answers" aria-label="Answers" tabIndex={0}>
      <FaceButtons />
      <NextFace />
      <LentScores />
      <BaseScores />
      <p className="embed-told" data-told={host !== null}>
        {host === null ? <LockKeyhole size={13} aria-hidden="true" /> : <RadioTower size={13} aria-hidden="true" />}
        <span>{host === null ? 'Nothing leaves this frame' : `${new URL(host).host} is told what is read here`}</span>
      </p>
    </section>
  );
}

/** In a small frame, in place of a button for each face. */
function NextFace() {
  const faces = useStore((state) => state.faces.length);
  const selected = useStore((state) => selectedFace(state.faces, state)?.id);
  if (faces < 2) return null;
  return (
    <button type="button" className="embed-next" title="Next face" onClick={() => chooseNextFace(1)}>
      Face {selected ?? '–'}
      <span className="hidden-visually">: to the next</span>
      <ChevronRight size={13} aria-hidden="true" />
    </button>
  );
}

function LentScores() {
  const own = useStore((state) => state.own);
  const classes = useStore((state) => state.classes);
  const verdict = useStore((state) => selectedFace(state.faces, state)?.own ?? null);
  const threshold = useStore((state) => state.capabilities?.base.threshold ?? 1);
  const name = useLent((state) => state.model?.card.name);
  const legend = ownLegend({ own, classes, runs: [] });
  if (!legend || name === undefined) return null;
  return <Scores title={name} verdict={verdict} legend={legend} threshold={threshold} coloured />;
}
