/** The tabs of the Lab, each loaded when it is first shown. Another one is another line. */

import { type ComponentType, lazy } from 'react';
import type { LabTab } from '../store.ts';

export const LAB_TABS: { id: LabTab; label: string; Content: ComponentType }[] = [
  { id: 'train', label: 'Train', Content: lazy(async () => ({ default: (await import('./TrainTab.tsx')).TrainTab })) },
  { id: 'runs', label: 'Runs', Content: lazy(async () => ({ default: (await import('./RunsTab.tsx')).RunsTab })) },
  {
    id: 'evaluate',
    label: 'Evaluate',
    Content: lazy(async () => ({ default: (await import('../evaluate/EvaluateTab.tsx')).EvaluateTab })),
  },
  { id: 'map', label: 'Map', Content: lazy(async () => ({ default: (await import('../explain/MapTab.tsx')).MapTab })) },
  {
    id: 'views',
    label: 'Views',
    Content: lazy(async () => ({ default: (await import('../explain/ViewsTab.tsx')).ViewsTab })),
  },
];
