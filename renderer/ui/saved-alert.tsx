/** Says that an export lies on the disk, how long it is and where. */
import { Alert } from './alert.tsx';

export interface SavedFile {
  file: string;
  rows: number;
}

export function SavedAlert({ saved }: { saved: SavedFile }) {
  return (
    <Alert tone="success" title={`${saved.rows} Zeilen gespeichert`} urgent>
      <p className="kern-body as-typed path" data-saved-file>
        {saved.file}
      </p>
    </Alert>
  );
}
