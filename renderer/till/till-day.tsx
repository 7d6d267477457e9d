/** The day at the till: what lies in the drawer, what the cards brought, what is open, what is unknown. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import type {
  BookingView,
  ItemFindingView,
  OpenItemView,
  TillUnknown,
  TillView,
} from '../../electron/contract/till.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { formatCents } from '../ui/money.ts';
import { BookingTable } from './booking-table.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { CollectDialog } from './collect-dialog.tsx';
import { FindReceipt } from './find-receipt.tsx';
import { ItemFindings } from './item-findings.tsx';
import { MoveCashDialog } from './move-cash-dialog.tsx';
import { MoveTable } from './move-table.tsx';
import { type HeldItemView, OpenItemTable } from './open-item-table.tsx';
import { ReversalDialog } from './reversal-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import type { TillControl } from './use-till.ts';

export function TillDay({ view, role, control }: { view: TillView; role: Role; control: TillControl }) {
  const [moving, setMoving] = useState(false);
  const [collecting, setCollecting] = useState<OpenItemView | null>(null);
  const [reversing, setReversing] = useState<BookingView | null>(null);
  const [settling, setSettling] = useState<TillUnknown | null>(null);
  const [deciding, setDeciding] = useState<HeldItemView | null>(null);
  const [clearing, setClearing] = useState<ItemFindingView | null>(null);
  const [notice, setNotice] = useState<{ tone: 'success' | 'warning'; text: string } | null>(null);
  const inDialog = moving || [collecting, reversing, settling, deciding, clearing].some((shown) => shown !== null);
  const openDialog = (show: () => void) => {
    control.clearError();
    setNotice(null);
    show();
  };
  const blocked = control.busy || view.closing !== null;
  const reverse = (booking: BookingView) => openDialog(() => setReversing(booking));
  return (
    <div className="till-day">
      {control.error && !inDialog && <ErrorNotice error={control.error} />}
      {notice && <Alert tone={notice.tone} title={notice.text} urgent />}
      {view.unknown.map((unknown) => (
        <Alert key={unknown.operation.id} tone="danger" title={unknown.title}>
          <div>
            <Button icon="help" disabled={control.busy} onPress={() => openDialog(() => setSettling(unknown))}>
              Ausgang klären
            </Button>
          </div>
        </Alert>
      ))}
      <ItemFindings
        findings={view.findings}
        busy={control.busy}
        onClear={(finding) => openDialog(() => setClearing(finding))}
      />
      <div className="till-sums">
        {view.takesCash && (
          <section aria-labelledby="till-cash">
            <h2 className="kern-heading-small" id="till-cash">
              Bargeld
            </h2>
            <p className="till-now" data-till-cash={view.cash.nowCents}>
              {formatCents(view.cash.nowCents)}
            </p>
            <DescriptionList rows={cashRows(view)} />
            <Button icon="edit" disabled={blocked} onPress={() => openDialog(() => setMoving(true))}>
              Einlage oder Entnahme
            </Button>
          </section>
        )}
        <section aria-labelledby="till-card">
          <h2 className="kern-heading-small" id="till-card">
            Karten
          </h2>
          <p className="till-now" data-till-card={view.card.netCents}>
            {formatCents(view.card.netCents)}
          </p>
          <DescriptionList rows={cardRows(view)} />
          {!view.takesCash && <p className="legal">Diese Zahlstelle nimmt nur Karten an.</p>}
        </section>
      </div>
      <OpenItemTable
        items={view.openItems}
        otherSeats={view.otherSeats}
        busy={blocked}
        role={role}
        onDecide={(item) => openDialog(() => setDeciding(item))}
        onCollect={(item) => openDialog(() => setCollecting(item))}
      />
      <BookingTable
        bookings={view.bookings}
        busy={blocked}
        control={control}
        onReverse={reverse}
        onNotice={(text) => setNotice({ tone: 'success', text })}
      />
      <FindReceipt control={control} busy={blocked} onReverse={reverse} />
      {view.moves.length > 0 && <MoveTable moves={view.moves} />}
      {moving && <MoveCashDialog control={control} onClose={() => setMoving(false)} />}
      {collecting && (
        <CollectDialog
          item={collecting}
          question={view.question}
          takesCash={view.takesCash}
          control={control}
          onClose={() => setCollecting(null)}
          onNotice={(tone, text) => setNotice({ tone, text })}
        />
      )}
      {reversing && (
        <ReversalDialog
          booking={reversing}
          control={control}
          onClose={() => setReversing(null)}
          onNotice={(tone, text) => setNotice({ tone, text })}
        />
      )}
      {deciding && (
        <ClaimDialog
          item={deciding}
          role={role}
          control={control}
          onClose={() => setDeciding(null)}
          onNotice={(tone, text) => setNotice({ tone, text })}
        />
      )}
      {clearing && <ClearDialog finding={clearing} control={control} onClose={() => setClearing(null)} />}
      {settling && <SettleDialog unknown={settling} control={control} onClose={() => setSettling(null)} />}
    </div>
  );
}

function cashRows({ cash }: TillView) {
  return [
    { label: 'Anfangsbestand', value: formatCents(cash.openingCents) },
    { label: 'Gebühren bar', value: formatCents(cash.paymentsCents) },
    { label: 'Zurückgegeben', value: formatCents(0 - cash.paidBackCents) },
    { label: 'Einlagen', value: formatCents(cash.movedInCents) },
    { label: 'Entnahmen', value: formatCents(0 - cash.movedOutCents) },
  ];
}

function cardRows({ card }: TillView) {
  return [
    { label: `Zahlungen (${card.payments})`, value: formatCents(card.paymentsCents) },
    { label: `Storno am Terminal (${card.reversals})`, value: formatCents(0 - card.reversedCents) },
    { label: `Gutschriften (${card.refunds})`, value: formatCents(0 - card.refundedCents) },
  ];
}
