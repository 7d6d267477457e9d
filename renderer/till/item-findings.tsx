/** Where a lead's word at another seat does not fit the money of this one: what happened, and what to do now. */
import type { ItemFindingView } from '../../electron/contract/till.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { formatCents } from '../ui/money.ts';

export interface ItemFindingsProps {
  findings: readonly ItemFindingView[];
  busy: boolean;
  onClear(finding: ItemFindingView): void;
}

export function ItemFindings({ findings, busy, onClear }: ItemFindingsProps) {
  return findings.map((finding) => (
    <Alert
      key={`${finding.itemId} ${finding.claim}`}
      tone={finding.kind === 'late' ? 'warning' : 'danger'}
      title={titleOf(finding)}
    >
      <p className="kern-body">{whatHappened(finding)}</p>
      <p className="kern-body kern-body--bold">{remedies[finding.kind]}</p>
      {finding.decided && (
        <p className="kern-body kern-body--small">
          {`Entschieden an Platz ${finding.decided.seat} am ${showMoment(finding.decided.at)} von ${finding.decided.lead} mit ${finding.decided.second}: «${finding.decided.reason}»`}
        </p>
      )}
      <div>
        <Button icon="checklist" disabled={busy} onPress={() => onClear(finding)}>
          Als geklärt festhalten<span className="kern-sr-only-text"> {finding.vorgangNumber}</span>
        </Button>
      </div>
    </Alert>
  ));
}

export function titleOf({ kind, amountCents, vorgangNumber }: ItemFindingView): string {
  const what = `${formatCents(amountCents)} für ${vorgangNumber}`;
  if (kind === 'double') return `Doppelt gezahlt? Storno prüfen: ${what}`;
  if (kind === 'late') return `Doch hier gezahlt: ${what}`;
  return `Keine Zahlung gefunden: ${what}`;
}

function whatHappened({ kind, receipt }: ItemFindingView): string {
  if (kind === 'double') {
    return `Hier wurde gezahlt (${receipt ?? ''}). Während dieser Platz nicht erreichbar war, hat die Leitung entschieden, es sei nichts gezahlt worden; danach ging die Gebühr an anderer Stelle weiter. Das Geld steht in diesem Kassenbuch.`;
  }
  if (kind === 'late') {
    return `Die Leitung hatte entschieden, es sei nichts gezahlt worden. Die Gebühr war noch offen; die Zahlung ${receipt ?? ''} zählt jetzt.`;
  }
  return 'Die Leitung hat entschieden, hier sei gezahlt worden. An diesem Platz ist keine Zahlung gebucht, und die Gebühr wird nirgends mehr kassiert.';
}

const remedies: Record<ItemFindingView['kind'], string> = {
  double: 'Ist an anderer Stelle noch einmal gezahlt worden, geben Sie eine der beiden Zahlungen zurück.',
  late: 'Es ist nichts zu tun. Sagen Sie der Leitung Bescheid.',
  missing: 'Zählen Sie die Lade und sehen Sie im Terminal nach. Fehlt das Geld, entscheidet die Leitung.',
};
