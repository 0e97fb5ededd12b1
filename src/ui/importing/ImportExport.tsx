/** Import and export. */

export function ImportExport() {
  return (
    <section className="panel" aria-label="Import and export">
      <h2>Import and export</h2>
    </section>
  );
}
