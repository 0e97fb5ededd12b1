/** The guided captures: what each is called, what it is for, and what it shows. */

import { Clapperboard, Rotate3d, SwitchCamera, Target } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Sample } from '../../data/schema.ts';
import { CameraGate } from './CameraGate.tsx';
import { calMissing, clmexMissing, rmferMissing } from './missing.ts';
import { PairCapture } from './PairCapture.tsx';
import { RateCapture } from './RateCapture.tsx';
import { ReactionCapture } from './ReactionCapture.tsx';
import { TurnCapture } from './TurnCapture.tsx';

export type Capture = {
  id: 'turn' | 'reaction' | 'pair' | 'rate';
  title: string;
  icon: typeof Target;
  does: string;
  /** What the method that it is for still lacks. */
  missing: (samples: readonly Sample[]) => string;
  content: ReactNode;
};

export const CAPTURES: readonly Capture[] = [
  {
    id: 'turn',
    title: 'Hold the expression and turn your head',
    icon: Rotate3d,
    does: 'One expression from up to nine directions, as one moment.',
    missing: clmexMissing,
    content: <CameraGate>{(stream) => <TurnCapture stream={stream} />}</CameraGate>,
  },
  {
    id: 'reaction',
    title: 'Watch a clip, one person after another',
    icon: Clapperboard,
    does: 'Everybody’s face at the same times of the same clip.',
    missing: rmferMissing,
    content: <CameraGate>{(stream) => <ReactionCapture stream={stream} />}</CameraGate>,
  },
  {
    id: 'pair',
    title: 'Two cameras at once',
    icon: SwitchCamera,
    does: 'Each moment from two sides, while the expression comes and goes.',
    missing: clmexMissing,
    content: <CameraGate>{(stream) => <PairCapture stream={stream} />}</CameraGate>,
  },
  {
    id: 'rate',
    title: 'Rate a recording',
    icon: Target,
    does: 'Valence and arousal of each frame, on a plane, while it is replayed.',
    missing: calMissing,
    content: <RateCapture />,
  },
];
