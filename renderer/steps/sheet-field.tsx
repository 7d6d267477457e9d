/** The numbered sheet that goes into the printer next: proposed by the stock, confirmed by whoever holds it. */
import type { PanelOf } from '../../electron/contract/step-panel.ts';
import { Alert } from '../ui/alert.tsx';
import { TextField } from '../ui/text-field.tsx';

export interface SheetFieldProps {
  sheet: NonNullable<PanelOf<'document'>['documents'][number]['stock']>;
  value: string;
  disabled: boolean;
  onChange(value: string): void;
}

export function SheetField({ sheet, value, disabled, onChange }: SheetFieldProps) {
  return (
    <div className="sheet" data-sheet-left={sheet.left}>
      {sheet.left === 0 && (
        <Alert tone="warning" title={`${sheet.title}: kein Blatt mehr gebucht`} urgent>
          <p className="kern-body">
            Holen Sie neue Blätter und buchen Sie sie auf der Übersicht unter «Bestand» ein. Der Vorgang bleibt so lange
            offen.
          </p>
        </Alert>
      )}
      {!disabled && (
        <TextField
          label={`${sheet.title}: Nummer des Blattes in Ihrer Hand`}
          hint={
            sheet.left === 0
              ? 'Jedes Blatt wird nachgewiesen, auch ein misslungenes.'
              : `Vergleichen Sie die Nummer und legen Sie genau dieses Blatt ein. ${sheet.left === 1 ? 'Es ist das letzte.' : `Gebucht sind noch ${sheet.left}.`}`
          }
          required
          fieldId="sheetNumber"
          size="medium"
          maxLength={40}
          value={value}
          onChange={onChange}
        />
      )}
    </div>
  );
}
