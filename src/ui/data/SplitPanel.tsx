/** Split. */

export function SplitPanel() {
  return (
    <section className="panel" aria-label="Split">
      <h2>Split</h2>
    </section>
  );
}
