/** Storage. */

export function StoragePanel() {
  return (
    <section className="panel" aria-label="Storage">
      <h2>Storage</h2>
    </section>
  );
}
