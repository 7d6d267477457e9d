/** Past closings to look at and print again, and the export of a day. */
import { useEffect, useState } from 'react';
import type { DocumentDefinition } from '../../electron/contract/document.ts';
import type { PastClosing } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { DocumentPreview } from '../steps/document-preview.tsx';
import { Alert } from '../ui/alert.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { formatCents } from '../ui/money.ts';
import { ExportDay } from './export-day.tsx';
import type { TillControl } from './use-till.ts';

export function PastClosings({ control }: { control: TillControl }) {
  const [closings, setClosings] = useState<PastClosing[]>([]);
  const [shown, setShown] = useState<{ number: number; definition: DocumentDefinition } | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const { run } = control;
  useEffect(() => {
    void run(() => till.closings({})).then((list) => list && setClosings(list));
  }, [run]);
  const show = async (number: number) => {
    const paper = await control.run(() => till.closingPaper({ number }));
    if (paper) setShown({ number, definition: paper.definition });
  };
  const print = async (number: number) => {
    setPrinted(null);
    const list = await control.run(() => till.printClosing({ number }));
    if (!list) return;
    setClosings(list);
    setPrinted(number);
  };
  return (
    <div className="till-day">
      {printed !== null && <Alert tone="success" title={`Abschluss Nr. ${printed} ist gedruckt`} urgent />}
      <ListTable
        title="Frühere Abschlüsse"
        columns={['Nr.', 'Abgeschlossen', 'Bargeld', 'Differenz', 'Karten', '']}
        numeric={[2, 3, 4]}
        empty="Noch kein Abschluss."
        rows={closings.map((closing) => ({
          id: String(closing.number),
          cells: [
            String(closing.number),
            <span key="closed">
              {showMoment(closing.closedAt)}
              <span className="legal as-typed">{closing.closedBy}</span>
              {!closing.cut && <Badge tone="warning">ohne Kassenschnitt</Badge>}
            </span>,
            formatCents(closing.countedCents),
            formatCents(closing.differenceCents),
            formatCents(closing.cardCents),
            <span key="actions" className="till-actions">
              <Button variant="tertiary" disabled={control.busy} onPress={() => void show(closing.number)}>
                Ansehen<span className="kern-sr-only-text"> Abschluss {closing.number}</span>
              </Button>
              <Button variant="tertiary" disabled={control.busy} onPress={() => void print(closing.number)}>
                {closing.copies > 0 ? 'Nachdruck' : 'Drucken'}
                <span className="kern-sr-only-text"> Abschluss {closing.number}</span>
              </Button>
            </span>,
          ],
        }))}
      />
      <ExportDay control={control} />
      {shown && <DocumentPreview document={shown.definition} />}
    </div>
  );
}
