/** Counting the drawer by denomination, with the sum while typing. Soll is shown only after the count is saved. */
import { useState } from 'react';
import { type CashCount, type ClosingView, denominationsCents } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { formatCents } from '../ui/money.ts';
import type { TillControl } from './use-till.ts';

const notesFrom = 500;

export function CountTable({ closing, control }: { closing: ClosingView; control: TillControl }) {
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(closing.counts ?? {}).map(([piece, count]) => [piece, count ? String(count) : '']),
    ),
  );
  const counts = readCounts(typed);
  const sumCents = counts && sumOf(counts);
  const saved = closing.countedCents !== null && sumCents === closing.countedCents;
  const save = () => {
    if (counts) void control.run(() => till.count({ counts }));
  };
  return (
    <section className="till-step" aria-labelledby="till-count">
      <h3 className="kern-title" id="till-count">
        Bargeld zählen
      </h3>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="till-count">
          {[
            { title: 'Scheine', pieces: denominationsCents.filter((cents) => cents >= notesFrom) },
            { title: 'Münzen', pieces: denominationsCents.filter((cents) => cents < notesFrom) },
          ].map(({ title, pieces }) => (
            <fieldset className="kern-fieldset" key={title}>
              <legend className="kern-label">{title}</legend>
              {pieces.map((cents) => (
                <label className="till-piece" key={cents}>
                  <span>{formatCents(cents)}</span>
                  <input
                    className="kern-form-input__input"
                    inputMode="numeric"
                    autoComplete="off"
                    maxLength={6}
                    data-piece={cents}
                    aria-label={`Anzahl ${formatCents(cents)}`}
                    value={typed[String(cents)] ?? ''}
                    onChange={(event) => setTyped({ ...typed, [String(cents)]: event.target.value })}
                  />
                  <span className="till-worth">{formatCents(cents * (counts?.[String(cents)] ?? 0))}</span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
        <div className="till-row">
          <output className="till-now" aria-live="polite" data-counted={sumCents ?? ''}>
            {sumCents === null ? 'Bitte nur ganze Stückzahlen eingeben' : `Gezählt: ${formatCents(sumCents)}`}
          </output>
          <Button
            variant={saved ? 'secondary' : 'primary'}
            type="submit"
            busy={control.busy}
            disabled={counts === null}
          >
            {closing.counts === null ? 'Zählung übernehmen' : 'Zählung ändern'}
          </Button>
        </div>
      </form>
      {closing.countedCents !== null && (
        <DescriptionList
          rows={[
            { label: 'Soll', value: formatCents(closing.expectedCashCents) },
            { label: 'Ist', value: formatCents(closing.countedCents) },
            { label: 'Differenz', value: formatCents(closing.countedCents - closing.expectedCashCents) },
          ]}
        />
      )}
    </section>
  );
}

/** Null while something typed is no count. */
function readCounts(typed: Readonly<Record<string, string>>): CashCount | null {
  const counts: CashCount = {};
  for (const [piece, text] of Object.entries(typed)) {
    if (!/^\d{0,5}$/.test(text.trim())) return null;
    counts[piece] = Number(text.trim());
  }
  return counts;
}

const sumOf = (counts: CashCount): number =>
  Object.entries(counts).reduce((sum, [piece, count]) => sum + Number(piece) * count, 0);
