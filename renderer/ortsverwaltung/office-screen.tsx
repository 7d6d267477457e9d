/** The Ortsverwaltung for its lead: what does not fit first, then fees, Sammelkasse, seals and stock of all seats. */
import { useState } from 'react';
import type { OfficeItem, OfficeView } from '../../electron/contract/office.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { Loading } from '../ui/loading.tsx';
import { formatCents } from '../ui/money.ts';
import { SelectField } from '../ui/select-field.tsx';
import { useOffice } from './use-office.ts';

const spans = [
  { value: '7', label: '7 Tage' },
  { value: '31', label: '31 Tage' },
  { value: '366', label: '1 Jahr' },
];
const states: Record<OfficeItem['state'], string> = {
  open: 'offen',
  claimed: 'in Zahlung',
  paid: 'bezahlt',
  withdrawn: 'zurückgenommen',
  returned: 'zurückgezahlt',
};

export function OfficeScreen({ onLeave }: { onLeave(): void }) {
  const [days, setDays] = useState('7');
  const control = useOffice(7);
  const { view, busy, error, exported } = control;
  return (
    <RoomFrame
      name="office"
      title={view ? `Ortsverwaltung ${view.ortsverwaltung}` : 'Ortsverwaltung'}
      onLeave={onLeave}
      head={
        <div className="office-actions">
          <SelectField
            label="Gebühren der letzten"
            fieldId="days"
            value={days}
            options={spans}
            onChange={(value) => {
              if (value === '') return;
              setDays(value);
              control.load(Number(value));
            }}
          />
          <Button icon="autorenew" busy={busy} onPress={() => control.load(Number(days))}>
            Neu laden
          </Button>
          <Button disabled={busy || !view?.joined} onPress={() => control.save(Number(days))}>
            Als CSV speichern
          </Button>
        </div>
      }
    >
      {error && <ErrorNotice error={error} onRepeat={() => control.load(Number(days))} busy={busy} />}
      {exported && (
        <Alert tone="success" title="Gespeichert">
          <p className="kern-body path">{`${exported.files.length} Dateien in ${exported.folder}`}</p>
        </Alert>
      )}
      {view === null && !error && <Loading text="Bücher werden zusammengeführt …" />}
      {view && !view.joined && (
        <Alert tone="info" title="Dieser Platz steht allein">
          <p className="kern-body">
            Ohne Zentrale gibt es nichts zusammenzuführen. Gebühren stehen unter «Kasse», Siegel und Vordrucke unter
            «Bestand».
          </p>
        </Alert>
      )}
      {view?.joined && <OfficeBody view={view} />}
    </RoomFrame>
  );
}

function OfficeBody({ view }: { view: OfficeView }) {
  const { fees, balances, items, seals, stock, findings, readAt } = view;
  return (
    <>
      <p className="kern-body kern-body--muted">{`Stand ${showMoment(readAt)}. Keine Namen: Hier stehen nur Beträge und Nummern.`}</p>
      <section aria-labelledby="office-findings" className="list">
        <h2 className="kern-heading-small" id="office-findings">
          {`Befunde${findings.length > 0 ? ` (${findings.length})` : ''}`}
        </h2>
        {findings.length === 0 ? (
          <p className="kern-body">Bücher, Siegel und Vordrucke aller Plätze passen zusammen.</p>
        ) : (
          <ul className="office-findings">
            {findings.map(({ kind, text, remedy }) => (
              <li key={text} data-finding={kind}>
                <Badge tone={kind === 'number-twice' || kind === 'unbalanced' ? 'danger' : 'warning'}>
                  {kind === 'number-twice' || kind === 'unbalanced' ? 'prüfen' : 'Hinweis'}
                </Badge>
                <div>
                  <p className="kern-body">{text}</p>
                  <p className="kern-body kern-body--bold">{remedy}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <ListTable
        title="Abschlüsse"
        columns={['Platz', 'Zahlungen', 'davon abgeschlossen', 'noch offen', 'Abschlüsse', 'letzter']}
        numeric={[1, 2, 3, 4]}
        empty="Noch keine Zahlungen."
        rows={balances.map((of) => ({
          id: of.seat,
          cells: [
            of.seat,
            formatCents(of.actsCents),
            formatCents(of.closedCents),
            formatCents(of.openCents),
            String(of.closings),
            of.lastClosedAt === null ? 'noch keiner' : showMoment(of.lastClosedAt),
          ],
        }))}
      />
      <ListTable
        title="Gebühren je Platz und Tag"
        columns={['Tag', 'Platz', 'Zahlungen', 'bar', 'Karte', 'davon zurück']}
        numeric={[2, 3, 4, 5]}
        empty="In dieser Zeit wurde nichts eingenommen."
        rows={fees.map((fee) => ({
          id: `${fee.day} ${fee.seat}`,
          cells: [
            fee.day.split('-').reverse().join('.'),
            fee.seat,
            String(fee.payments),
            formatCents(fee.cashCents),
            formatCents(fee.cardCents),
            formatCents(fee.returnedCents),
          ],
        }))}
      />
      <ListTable
        title="Sammelkasse"
        columns={['Kassenzeichen', 'Betrag', 'von Platz', 'seit', 'Zustand', 'an Platz']}
        numeric={[1]}
        empty="Nichts offen."
        rows={items.map((item) => ({
          id: item.id,
          cells: [
            item.kassenzeichen,
            formatCents(item.amountCents),
            item.seat,
            showMoment(item.since),
            `${states[item.state]}${item.decided ? ' laut Leitung' : ''}`,
            item.holder ?? '–',
          ],
        }))}
      />
      <ListTable
        title="Vordrucke"
        columns={['Vordruck', 'Platz', 'Eingang', 'abgegeben', 'verbraucht', 'verworfen', 'fehlt', 'liegt hier']}
        numeric={[2, 3, 4, 5, 6, 7]}
        empty="An keinem Platz wird Bestand geführt."
        rows={stock.map((of) => ({
          id: `${of.kind} ${of.seat}`,
          cells: [
            ...[of.kind, of.seat],
            ...[of.received, of.issued, of.used, of.spoiled, of.missing, of.left].map(String),
          ],
        }))}
      />
      <ListTable
        title="Siegel"
        columns={['Siegel', 'Platz', 'Anzahl', 'zuletzt']}
        numeric={[2]}
        empty="Noch kein Siegel angebracht."
        rows={seals.map((seal) => ({
          id: `${seal.sealNumber} ${seal.seat}`,
          cells: [seal.sealNumber, seal.seat, String(seal.uses), showMoment(seal.lastAt)],
        }))}
      />
    </>
  );
}
