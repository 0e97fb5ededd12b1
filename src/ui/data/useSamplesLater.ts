/** The samples for panels that count all of them: after the gallery has been drawn, in pieces of their own. */

import { useDeferredValue } from 'react';
import type { Sample } from '../../data/schema.ts';
import { useStore } from '../store.ts';

export const useSamplesLater = (): Sample[] => useDeferredValue(useStore((state) => state.samples));
