/** The tabs of the Lab, each loaded when it is first shown. Another one is another line. */

import type { ComponentType } from 'react';
import { lazyPart } from '../parts/lazyPart.ts';
import type { LabTab } from '../store.ts';

export const LAB_TABS: { id: LabTab; label: string; Content: ComponentType }[] = [
  { id: 'train', label: 'Train', Content: lazyPart(async () => (await import('./TrainTab.tsx')).TrainTab) },
  { id: 'runs', label: 'Runs', Content: lazyPart(async () => (await import('./RunsTab.tsx')).RunsTab) },
  {
    id: 'evaluate',
    label: 'Evaluate',
    Content: lazyPart(async () => (await import('../evaluate/EvaluateTab.tsx')).EvaluateTab),
  },
  { id: 'map', label: 'Map', Content: lazyPart(async () => (await import('../explain/MapTab.tsx')).MapTab) },
  {
    id: 'views',
    label: 'Views',
    Content: lazyPart(async () => (await import('../explain/ViewsTab.tsx')).ViewsTab),
  },
];
