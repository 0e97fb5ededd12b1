/** The figures of an evaluation, the most honest one first, what they were judged on, and what they say in words. */

import { Button } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { reportMarkdown } from '../../train/evaluation/reportMarkdown.ts';
import type { EvaluationReport } from '../../train/protocol.ts';
import { download } from '../importing/download.ts';
import { count, percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { useEvaluation } from './evaluation.ts';
import { confusionCsv } from './matrix.ts';
import { modelName } from './models.ts';

type Estimate = EvaluationReport['accuracy'];

/** What a figure is worth that was had on these samples. */
const WORTH: { [On in EvaluationReport['judgedOn']]: string } = {
  test: 'on the test samples: nothing was learned from them or chosen by them',
  validation: 'on the validation samples: nothing was learned from them, but models may have been chosen by them',
  training: 'on samples that it learned from, for want of others: it says little',
};

export function Summary({ report }: { report: EvaluationReport }) {
  const { judgedOn, parts, sentences, notes, fit } = report;
  const { samples, people } = parts[judgedOn === 'training' ? 'train' : judgedOn];
  return (
    <section className="panel evaluate-summary" aria-labelledby="summary-title">
      <header className="panel-head">
        <h2 id="summary-title">Result</h2>
        <Exports report={report} />
      </header>
      <div className="summary-figures">
        <p className="summary-main">
          <strong>{percent(report.balancedAccuracy.value)}</strong>
          <span>balanced accuracy</span>
          <Range of={report.balancedAccuracy} />
        </p>
        <dl>
          <Figure name="Accuracy" of={report.accuracy} />
          <Figure name="Macro-F1" of={report.macroF1} />
        </dl>
      </div>
      <p className="summary-worth">
        Judged {WORTH[judgedOn]}. {count(samples, 'sample')} of {people === 1 ? 'one person' : `${people} people`}.
      </p>
      <ul className="summary-words">
        {[...(fit && fit.level !== 'fine' ? [fit.sentence] : []), ...sentences].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {notes.length > 0 && (
        <ul className="summary-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figure({ name, of }: { name: string; of: Estimate }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {percent(of.value)} <Range of={of} />
      </dd>
    </div>
  );
}

/** The interval, drawn and in figures. */
function Range({ of: { value, interval } }: { of: Estimate }) {
  const [low, high] = interval;
  return (
    <span className="range" title="95 % interval: where the figure would lie on other samples of the kind">
      <span className="range-track" aria-hidden="true">
        <span style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }} />
        <i style={{ left: `${100 * value}%` }} />
      </span>
      <span className="note">
        {percent(low).replace(' %', '')}–{percent(high)}
      </span>
    </span>
  );
}

function Exports({ report }: { report: EvaluationReport }) {
  const model = useEvaluation((state) => state.answer?.model ?? null);
  const name = modelName(
    model,
    useStore((state) => state.runs),
  );
  const title = `${name} on ${report.judgedOn} samples`;
  const save = (text: string, type: string, ending: string) =>
    download(new Blob([text], { type }), `${title.replace(/[^\w ,.-]/g, '')}.${ending}`);
  const files = [
    ['CSV', 'the confusion matrix', () => save(confusionCsv(report), 'text/csv', 'csv')],
    ['JSON', 'everything', () => save(JSON.stringify(report, null, 2), 'application/json', 'json')],
    ['Markdown', 'a report', () => save(reportMarkdown(report, title), 'text/markdown', 'md')],
  ] as const;
  return (
    <div className="summary-exports">
      {files.map(([kind, what, run]) => (
        <Button key={kind} size="1" variant="soft" title={`Download ${what} as ${kind}`} onClick={run}>
          <Download size={13} aria-hidden="true" />
          <span className="hidden-visually">Download {what} as </span>
          {kind}
        </Button>
      ))}
    </div>
  );
}
