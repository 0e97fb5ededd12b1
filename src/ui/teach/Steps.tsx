/** The three steps of teaching, for somebody who has not begun. */

const STEPS = [
  { title: 'Name', text: 'two or more expressions of yours.' },
  { title: 'Record', text: 'each for a few seconds: hold its button and vary it a little.' },
  { title: 'Train', text: 'in this page, in under a minute, and compare with the base model.' },
];

export function Steps() {
  return (
    <ol className="steps">
      {STEPS.map(({ title, text }, i) => (
        <li key={title}>
          <span className="step-number" aria-hidden="true">
            {i + 1}
          </span>
          <span>
            <strong>{title}</strong> {text}
          </span>
        </li>
      ))}
    </ol>
  );
}
