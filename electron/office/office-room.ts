/** The lead's view of the Ortsverwaltung, and its tables as files. */
import type { Implementation } from '../contract/define-contract.ts';
import type { OfficeView, officeContract } from '../contract/office.ts';
import { findFindings } from './find-findings.ts';
import { officeTables } from './office-tables.ts';
import type { OfficeFacts } from './port.ts';

export interface OfficeParts {
  ortsverwaltung: string;
  nowMs(): number;
  /** Null without a centre. Throws `centre.*`. */
  read: ((days: number) => Promise<OfficeFacts>) | null;
  titleOf(kind: string): string;
  /** Returns the whole path of the file. */
  saveCsv(fileName: string, header: readonly string[], rows: readonly (string | number)[][]): string;
  note(rows: number): void;
}

type Calls = Implementation<(typeof officeContract)['calls'], unknown>;

const nothing: OfficeFacts = {
  ...{ fees: [], balances: [], items: [], seals: [], stock: [] },
  ...{ usedTwice: [], receivedTwice: [], gaps: [], notArrived: [] },
};

export function createOfficeRoom(parts: OfficeParts): Calls {
  async function view(days: number): Promise<OfficeView> {
    const facts = parts.read === null ? nothing : await parts.read(days);
    const { fees, balances, items, seals, stock } = facts;
    const nowMs = parts.nowMs();
    return {
      ...{ fees, balances, items, seals, stock },
      ortsverwaltung: parts.ortsverwaltung,
      joined: parts.read !== null,
      readAt: new Date(nowMs).toISOString(),
      findings: findFindings(facts, nowMs, parts.titleOf),
    };
  }

  return {
    view: ({ days }) => view(days),
    async export({ days }) {
      const tables = officeTables(await view(days), parts.titleOf);
      const files = tables.map(({ name, header, rows }) => parts.saveCsv(`ortsverwaltung-${name}.csv`, header, rows));
      parts.note(tables.reduce((sum, { rows }) => sum + rows.length, 0));
      const folder = (files[0] ?? '').replace(/[\\/][^\\/]*$/, '');
      return { folder, files: files.map((file) => file.slice(folder.length + 1)) };
    },
  };
}
