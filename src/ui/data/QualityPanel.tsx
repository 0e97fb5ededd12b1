/** Quality. */

export function QualityPanel() {
  return (
    <section className="panel" aria-label="Quality">
      <h2>Quality</h2>
    </section>
  );
}
