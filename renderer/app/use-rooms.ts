/** Which room is open, and the keys that open one from the overview. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { type Room, rooms } from './rooms.tsx';

export interface RoomDoors {
  /** Null: none, the overview or a Vorgang is on screen. */
  here: Room | null;
  /** Those that this role may enter. */
  mine: readonly Room[];
  enter(room: Room): void;
  /** Nothing when this role may not enter it. */
  enterById(id: string): void;
  leave(): void;
}

/** `reachable`: the overview is on screen, so that nothing is left half done. */
export function useRooms(role: Role, reachable: boolean): RoomDoors {
  const [here, setHere] = useState<Room | null>(null);
  const mine = rooms.filter(({ roles }) => roles === undefined || roles.includes(role));
  useHotKeys((event) => {
    if (!reachable || here !== null || event.ctrlKey || event.altKey || event.metaKey) return false;
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const wanted = mine.find(({ key }) => key === event.key.toUpperCase() && (key.length > 1 || !typing));
    if (!wanted) return false;
    setHere(wanted);
    return true;
  });
  return {
    here,
    mine,
    enter: setHere,
    enterById: (id) => setHere(mine.find((room) => room.id === id) ?? null),
    leave: () => setHere(null),
  };
}
