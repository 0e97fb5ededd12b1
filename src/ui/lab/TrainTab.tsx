/** Everything about the next run, and the one that goes on. */

export function TrainTab() {
  return (
    <section className="panel" aria-labelledby="lab-train-title">
      <header className="panel-head">
        <h2 id="lab-train-title">Train</h2>
      </header>
    </section>
  );
}
