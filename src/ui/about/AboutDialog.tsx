/** What Mien is, how good its base model is and where it is poor, and what it must not be used for. */

import { Button, Table } from '@radix-ui/themes';
import type { BaseModel } from '../../model/base.ts';
import { capitalised } from '../legend.ts';
import { type OfflineState, useOffline } from '../offline/offline.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { megabytes, percent } from '../parts/words.ts';
import { setState, useStore } from '../store.ts';

const OFFLINE: Record<OfflineState, string> = {
  impossible: 'It needs a network to open: this browser, or this way of browsing, cannot keep its files.',
  preparing: 'Its files are being kept, so that it opens without a network too.',
  ready: 'Ready offline: it opens without a network.',
  failed: 'It needs a network to open: its files could not be kept. A later visit tries again.',
};

/** Below this recall a class is named among the limits. */
export const POOR_RECALL = 0.6;

export function AboutDialog() {
  const base = useStore((state) => state.capabilities?.base);
  return (
    <InfoDialog
      name="about"
      title="About Mien"
      maxWidth="640px"
      className="about"
      description="A mien is the look of a face. This page finds faces, says which expression each shows, lets you watch every step of it, and learns the expressions that you teach it."
    >
      <p>
        <strong>Nothing leaves this page.</strong> Camera pictures are read in memory and dropped; the samples you
        record and the models you train are kept in this browser, on this device. There is no server and no account, and
        the page’s own policy forbids it to send anything anywhere else.
      </p>
      {base ? <ModelCard base={base} /> : <p>The facts about the base model appear here once it is loaded.</p>}
      <h3>This copy</h3>
      <p>
        <ThisCopy />
      </p>
      <h3>Not for judging people</h3>
      <p>
        For learning and experiments on one’s own posed expressions. A face shows an expression; what a person feels
        cannot be read from it. Inferring emotions of people at work or in education is prohibited in the EU (AI Act,
        Art. 5(1)(f)).
      </p>
    </InfoDialog>
  );
}

function ThisCopy() {
  const offline = useOffline((state) => state.offline);
  return (
    <>
      Version {import.meta.env.VERSION as string}. {OFFLINE[offline]}{' '}
      <Button size="1" variant="soft" onClick={() => setState({ dialog: 'diagnostics' })}>
        Diagnostics
      </Button>
    </>
  );
}

function ModelCard({ base }: { base: BaseModel }) {
  const { n, accuracy, accuracyInterval, balancedAccuracy, balancedAccuracyInterval, ece, perClass } =
    base.metrics.valid;
  const range = ([low, high]: [number, number]) => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;
  const poor = base.classes.filter((name) => (perClass[name]?.recall ?? 0) < POOR_RECALL);
  return (
    <>
      <h3>The base model</h3>
      <dl className="facts">
        <Fact term="Accuracy" value={percent(accuracy, 1)} detail={`95 % interval ${range(accuracyInterval)}`} />
        <Fact
          term="Mean over classes"
          value={percent(balancedAccuracy, 1)}
          detail={`interval ${range(balancedAccuracyInterval)}`}
        />
        <Fact term="Calibration error" value={percent(ece, 1)} detail="mean gap of score and truth" />
        <Fact
          term="Size"
          value={megabytes(base.bytes)}
          detail={`${(base.parameters / 1e6).toFixed(1)} M parameters, ${Math.round(base.multiplyAdds / 1e6)} M multiply-adds`}
        />
      </dl>
      <p className="note">
        Measured on {n.toLocaleString('en')} FER+ faces that it was not trained on. Found: recall; right when said:
        precision. Weights {base.hash}; a score under {percent(base.threshold)} is shown as “not sure”.
      </p>
      <Table.Root size="1" className="recalls">
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeaderCell>Expression</Table.ColumnHeaderCell>
            <Table.ColumnHeaderCell justify="end">Found</Table.ColumnHeaderCell>
            <Table.ColumnHeaderCell justify="end">Right when said</Table.ColumnHeaderCell>
            <Table.ColumnHeaderCell justify="end">Faces</Table.ColumnHeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {base.classes.map((name) => (
            <Table.Row key={name}>
              <Table.RowHeaderCell>{capitalised(name)}</Table.RowHeaderCell>
              <Table.Cell justify="end">{percent(perClass[name]?.recall ?? 0)}</Table.Cell>
              <Table.Cell justify="end">{percent(perClass[name]?.precision ?? 0)}</Table.Cell>
              <Table.Cell justify="end">{(perClass[name]?.support ?? 0).toLocaleString('en')}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Root>
      <h3>Known limits</h3>
      <ul>
        <li>
          Trained on FER+: small grey pictures from a web search, labelled by ten people each, mostly posed. Faces that
          are rare there (by age, skin tone, glasses, head wear) are read less well, by an amount we cannot state.
        </li>
        {poor.length > 0 && <li>It often misses {new Intl.ListFormat('en').format(poor)}; see the table.</li>}
        <li>Side views, dim or uneven light, covered mouths and small faces cost accuracy.</li>
        <li>Your own model is as good as its samples: record them in more than one place and light.</li>
      </ul>
    </>
  );
}

function Fact({ term, value, detail }: { term: string; value: string; detail: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{detail}</span>
      </dd>
    </div>
  );
}
