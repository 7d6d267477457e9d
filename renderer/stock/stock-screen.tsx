/** Bestand: what lies at this seat, what happened to it, and the Siegelbuch. */
import { useState } from 'react';
import type { StockKindView, StockView } from '../../electron/contract/stock.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { Loading } from '../ui/loading.tsx';
import { CheckDialog } from './check-dialog.tsx';
import { type Booking, StockDialog } from './stock-dialog.tsx';
import { moveNames, pieces, showRanges } from './stock-words.ts';
import { type StockControl, useStock } from './use-stock.ts';

type Asked = { what: Booking | 'check'; kind: StockKindView } | null;

export function StockScreen({ onLeave }: { onLeave(): void }) {
  const control = useStock();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => {
    control.clearError();
    setAsked(null);
  };
  const { view } = control;
  return (
    <RoomFrame name="stock" title="Bestand und Siegelbuch" busy={control.busy} onLeave={onLeave}>
      {view === null && control.viewError && <ErrorNotice error={control.viewError} onRepeat={control.reload} />}
      {view === null && !control.viewError && <Loading text="Bestand wird geöffnet …" />}
      {view && <StockBody view={view} onAsk={setAsked} />}
      {asked && <StockAsk asked={asked} control={control} onClose={close} />}
    </RoomFrame>
  );
}

function StockAsk({ asked, control, onClose }: { asked: NonNullable<Asked>; control: StockControl; onClose(): void }) {
  const { what, kind } = asked;
  return what === 'check' ? (
    <CheckDialog kind={kind} control={control} onClose={onClose} />
  ) : (
    <StockDialog booking={what} kind={kind} control={control} onClose={onClose} />
  );
}

function StockBody({ view, onAsk }: { view: StockView; onAsk(asked: Asked): void }) {
  const titleOf = (kind: string) => view.kinds.find((candidate) => candidate.kind === kind)?.title ?? kind;
  return (
    <>
      {view.kinds.length === 0 && (
        <p className="kern-body">
          An diesem Platz wird kein Bestand geführt. Welche Vordrucke es gibt und welches Papier darauf gedruckt wird,
          steht in der Richtliniendatei.
        </p>
      )}
      <ul className="stock-kinds" aria-label="Vordrucke und gezählte Stücke">
        {view.kinds.map((kind) => (
          <StockCard key={kind.kind} kind={kind} onAsk={(what) => onAsk({ what, kind })} />
        ))}
      </ul>
      <ListTable
        title="Siegelbuch"
        columns={['Zeit', 'Siegel', 'Vorgang', 'Wofür', 'Wer']}
        empty="An diesem Platz wurde noch kein Siegel angebracht."
        note={view.seals.map(({ sealNumber, uses }) => `Siegel ${sealNumber}: ${uses} Mal`).join(' · ')}
        rows={view.sealUses.map((use) => ({
          id: `${use.at} ${use.vorgangNumber} ${use.target}`,
          cells: [showMoment(use.at), use.sealNumber, use.vorgangNumber, use.target, use.by],
        }))}
      />
      {view.kinds.length > 0 && (
        <ListTable
          title="Letzte Buchungen"
          columns={['Zeit', 'Was', 'Vordruck', 'Nummern oder Stück', 'Wer', 'Bemerkung']}
          empty="Noch keine Buchungen."
          rows={view.moves.map((move, index) => ({
            id: `${move.at} ${index}`,
            cells: [
              showMoment(move.at),
              move.seat === null ? moveNames[move.move] : `${moveNames[move.move]} (${move.seat})`,
              titleOf(move.kind),
              move.ranges.length > 0 ? showRanges(move.ranges) : pieces(move.quantity),
              move.secondClerk === null ? move.by : `${move.by}, ${move.secondClerk}`,
              move.reason,
            ],
          }))}
        />
      )}
    </>
  );
}

function StockCard({ kind, onAsk }: { kind: StockKindView; onAsk(what: Booking | 'check'): void }) {
  const headingId = `stock-${kind.kind}`;
  return (
    <li className="stock-card" data-stock-kind={kind.kind} data-stock-left={kind.left}>
      <h2 className="kern-heading-small" id={headingId}>
        {kind.title}
      </h2>
      <p className="stock-left">
        {pieces(kind.left)} {kind.low && <Badge tone="warning">{kind.left === 0 ? 'leer' : 'wird knapp'}</Badge>}
      </p>
      <dl className="stock-facts">
        {kind.numbered && (
          <>
            <dt>Im Fach</dt>
            <dd>{kind.ranges.length > 0 ? showRanges(kind.ranges) : 'nichts'}</dd>
            <dt>Nächstes Blatt</dt>
            <dd>{kind.nextNumber ?? 'keines'}</dd>
            <dt>Bedruckt</dt>
            <dd>{kind.drawn}</dd>
          </>
        )}
        <dt>Verworfen</dt>
        <dd>{kind.spoiled}</dd>
        {kind.missing.length > 0 && (
          <>
            <dt>Fehlt</dt>
            <dd>{showRanges(kind.missing)}</dd>
          </>
        )}
        <dt>Geprüft</dt>
        <dd>{kind.checkedAt === null ? 'noch nie' : showMoment(kind.checkedAt)}</dd>
      </dl>
      <div className="stock-actions">
        <Button icon="add" onPress={() => onAsk('receive')}>
          Eingang
        </Button>
        <Button onPress={() => onAsk('check')}>Bestand prüfen</Button>
        {!kind.numbered && (
          <Button variant="tertiary" onPress={() => onAsk('use')}>
            Verbrauch
          </Button>
        )}
        <Button variant="tertiary" onPress={() => onAsk('issue')}>
          Abgeben
        </Button>
        <Button variant="tertiary" onPress={() => onAsk('spoil')}>
          Verwerfen
        </Button>
      </div>
    </li>
  );
}
