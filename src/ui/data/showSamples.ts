/** Opens the gallery on certain samples: the way from a figure to the faces behind it. */

import { setState } from '../store.ts';
import { NO_FILTERS } from './filterSamples.ts';
import { setFilters, setGallery } from './galleryState.ts';

/**
 * Shows exactly these samples, until the user clears the filter.
 * @param title what they have in common, such as “Labels that look wrong”
 */
export function showSamples(title: string, ids: readonly string[]): void {
  setFilters({ ...NO_FILTERS, list: { title, ids: new Set(ids) } });
  setGallery({ part: 'samples' });
  setState({ view: 'data' });
}
