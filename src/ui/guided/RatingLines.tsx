/** Valence and arousal along a recording, where they have been said. */

import type { Affect } from './pad.ts';

/** `at`: index of the frame that is shown. */
type Props = { ratings: (Affect | null)[]; at: number };

export function RatingLines({ ratings, at }: Props) {
  const rated = ratings.filter((rating) => rating !== null).length;
  return (
    <figure className="rate-lines">
      <svg
        viewBox={`0 -1.1 ${Math.max(1, ratings.length)} 2.2`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${rated} of ${ratings.length} frames rated`}
      >
        <path d={`M0 0H${ratings.length}`} data-line="zero" />
        <path d={`M${at + 0.5} -1.1V1.1`} data-line="now" />
        <path d={lineOf(ratings, ({ valence }) => valence)} data-line="valence" />
        <path d={lineOf(ratings, ({ arousal }) => arousal)} data-line="arousal" />
      </svg>
      <figcaption>
        <span data-line="valence">valence</span>
        <span data-line="arousal">arousal</span>
        <span>
          {rated} of {ratings.length} frames rated
        </span>
      </figcaption>
    </figure>
  );
}

/** A step of one unit for each frame; a gap where nothing was said. Up is positive. */
function lineOf(ratings: (Affect | null)[], of: (rating: Affect) => number): string {
  return ratings
    .map((rating, i) => rating && `${i === 0 || !ratings[i - 1] ? 'M' : 'L'}${i} ${-of(rating)}H${i + 1}`)
    .filter(Boolean)
    .join('');
}
