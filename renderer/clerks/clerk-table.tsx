/** Everybody of the directory, and what may be done with each. */
import type { DirectoryClerk } from '../../electron/contract/clerks.ts';
import type { Role } from '../../electron/contract/session.ts';
import { roleNames } from '../screens/role-names.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Table } from '../ui/table.tsx';
import { accessWords, changeWords, validityOf } from './clerk-words.ts';

export type ClerkAct = 'change' | 'pin' | 'card' | 'remove-card' | 'revoke' | 'readmit';

export interface ClerkTableProps {
  clerks: readonly DirectoryClerk[];
  ownUserName: string;
  role: Role;
  mayChange: boolean;
  hasCardReader: boolean;
  onAct(act: ClerkAct, clerk: DirectoryClerk): void;
}

const actWords: Record<ClerkAct, string> = {
  change: 'Ändern',
  pin: 'Neue PIN',
  card: 'Karte eintragen',
  'remove-card': 'Karte austragen',
  revoke: 'Sperren',
  readmit: 'Wieder zulassen',
};

export function ClerkTable(props: ClerkTableProps) {
  return (
    <Table label="Personen im Verzeichnis" columns={['Person', 'Rolle', 'Heimat', 'Zugang', 'Zuletzt geändert', '']}>
      {props.clerks.map((clerk) => (
        <ClerkRow key={clerk.userName} clerk={clerk} table={props} />
      ))}
    </Table>
  );
}

function ClerkRow({ clerk, table }: { clerk: DirectoryClerk; table: ClerkTableProps }) {
  const { label, tone } = accessWords[clerk.access];
  return (
    <tr className="kern-table__row" data-user={clerk.userName}>
      <th scope="row" className="kern-table__cell">
        <span className="as-typed">{clerk.displayName}</span>
        <span className="legal">{clerk.userName}</span>
      </th>
      <td className="kern-table__cell">{roleNames[clerk.role]}</td>
      <td className="kern-table__cell as-typed">{clerk.ortsverwaltung}</td>
      <td className="kern-table__cell">
        <Badge tone={tone}>{label}</Badge>
        <span className="legal">{clerk.revokedReason ?? validityOf(clerk)}</span>
        {clerk.hasCard && <span className="legal">mit Dienstkarte</span>}
      </td>
      <td className="kern-table__cell">
        {changeWords[clerk.change]}
        <span className="legal">
          {showMoment(clerk.changedAt)}, {clerk.changedBy}
        </span>
      </td>
      <td className="kern-table__cell">
        <div className="clerks-doors">
          {actsOf(clerk, table).map((act) => (
            <Button key={act} variant="tertiary" onPress={() => table.onAct(act, clerk)}>
              {actWords[act]}
              <span className="kern-sr-only-text">: {clerk.displayName}</span>
            </Button>
          ))}
          {table.mayChange && isItOnly(clerk, table) && <span className="legal">ändert nur die IT</span>}
        </div>
      </td>
    </tr>
  );
}

const isItOnly = (clerk: DirectoryClerk, { role }: ClerkTableProps): boolean => clerk.role === 'it' && role !== 'it';

/** Only what main would let through. */
function actsOf(clerk: DirectoryClerk, table: ClerkTableProps): ClerkAct[] {
  if (!table.mayChange || isItOnly(clerk, table)) return [];
  if (clerk.access === 'revoked') return ['readmit'];
  const acts: ClerkAct[] = ['change', 'pin'];
  if (table.hasCardReader) acts.push('card');
  if (clerk.hasCard) acts.push('remove-card');
  if (clerk.userName !== table.ownUserName) acts.push('revoke');
  return acts;
}
