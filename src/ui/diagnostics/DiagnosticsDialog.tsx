/** The diagnostics: what this device and this visit are like, self-tests on request, and a report to copy. */

import { Button } from '@radix-ui/themes';
import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { BackendAttempt } from '../../model/backend.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { announce, useStore } from '../store.ts';
import { asJson, asText, collectReport, type Section } from './report.ts';
import { BACKENDS, selfTest } from './selfTests.ts';

/** How often the figures are read again while they are looked at, ms. */
const AGAIN_MS = 2_000;

export function DiagnosticsDialog() {
  return (
    <InfoDialog
      name="diagnostics"
      title="Diagnostics"
      maxWidth="720px"
      className="diagnostics"
      description="How Mien runs on this device. The report holds no pictures and no names, and goes nowhere unless you copy it."
    >
      <Report />
    </InfoDialog>
  );
}

/** Mounted while the dialog is open, and only then are figures read. */
function Report() {
  const [tests, setTests] = useState<BackendAttempt[]>([]);
  const sections = useSections(tests);
  return (
    <>
      <div className="diagnostics-actions">
        <SelfTests
          onResult={(result) => setTests((before) => [...before.filter((b) => b.backend !== result.backend), result])}
        />
        <CopyButton label="Copy as text" text={() => asText(sections)} disabled={sections.length === 0} />
        <CopyButton label="Copy as JSON" text={() => asJson(sections)} disabled={sections.length === 0} />
      </div>
      <div aria-busy={sections.length === 0}>
        {sections.map((section) => (
          <SectionTable key={section.title} {...section} />
        ))}
      </div>
    </>
  );
}

function useSections(tests: BackendAttempt[]): Section[] {
  const [sections, setSections] = useState<Section[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let wanted = true;
    const read = async () => {
      const next = await collectReport(tests);
      if (!wanted) return;
      setSections(next);
      timer = setTimeout(() => void read(), AGAIN_MS);
    };
    void read();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [tests]);
  return sections;
}

function SectionTable({ title, rows }: Section) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="dialog-heading">
        {title}
      </h3>
      <dl className="diagnostics-rows">
        {rows.map(([label, value]) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SelfTests({ onResult }: { onResult: (result: BackendAttempt) => void }) {
  const busy = useStore((state) => state.run.kind === 'running');
  const [testing, setTesting] = useState<string | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);
  const test = async () => {
    const { signal } = stop.current;
    for (const backend of BACKENDS) {
      setTesting(backend);
      const result = await selfTest(backend, signal);
      if (signal.aborted) return;
      onResult(result);
    }
    setTesting(null);
    announce('The self-tests have ended.');
  };
  return (
    <Button
      variant="soft"
      disabled={busy || testing !== null}
      title={busy ? 'When the run has ended' : 'Starts each backend on its own and compares it with stored results'}
      onClick={() => void test()}
    >
      {testing ? `Testing ${testing}…` : 'Test every backend'}
    </Button>
  );
}

function CopyButton({ label, text, disabled }: { label: string; text: () => string; disabled: boolean }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <Button variant="soft" disabled={disabled} onClick={() => void copy()}>
      {state === 'copied' ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'Not allowed here: select the text below' : label}
      </span>
    </Button>
  );
}
