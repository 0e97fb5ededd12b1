/** The runs on this device with their checkpoints, and what differs between them. */

export function RunsTab() {
  return (
    <section className="panel" aria-labelledby="runs-title">
      <header className="panel-head">
        <h2 id="runs-title">Runs</h2>
      </header>
    </section>
  );
}
