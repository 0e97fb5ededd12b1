/** A few points as a list, or nothing where there are none. */

export function Points({ points }: { points: readonly string[] }) {
  return (
    points.length > 0 && (
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    )
  );
}
