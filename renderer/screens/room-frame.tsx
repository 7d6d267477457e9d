/** What every room beside the Vorgang has: its heading, the way back to the overview, and Escape for the same. */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { useHotKeys } from './use-hot-keys.ts';

export interface RoomFrameProps {
  /** Class and `data-screen` of the room. */
  name: string;
  title: string;
  /** Which of its pages is shown. */
  page?: string;
  /** Something runs: who leaves now would not learn what became of it. */
  busy?: boolean;
  /** What belongs to the heading. */
  head?: ReactNode;
  onLeave(): void;
  children: ReactNode;
}

export function RoomFrame({ name, title, page, busy = false, head, onLeave, children }: RoomFrameProps) {
  useHotKeys((event) => {
    if (event.key !== 'Escape' || busy) return false;
    onLeave();
    return true;
  });
  return (
    <main id="main" className={`room ${name}`} tabIndex={-1} data-screen={name} data-page={page}>
      <div className="room-head">
        <Button variant="tertiary" icon="arrow-back" disabled={busy} onPress={onLeave}>
          Zur Übersicht
        </Button>
        <FocusHeading>{title}</FocusHeading>
        {head}
      </div>
      {children}
    </main>
  );
}
