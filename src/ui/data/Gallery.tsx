/** Samples. */

export function Gallery() {
  return (
    <section className="panel" aria-label="Samples">
      <h2>Samples</h2>
    </section>
  );
}
