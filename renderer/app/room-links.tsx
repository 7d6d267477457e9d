/** Doors to the rooms that are not needed with a citizen waiting: below the overview. */
import { Button } from '../ui/button.tsx';
import type { Room } from './rooms.tsx';

export function RoomLinks({ rooms, onEnter }: { rooms: readonly Room[]; onEnter(room: Room): void }) {
  return (
    <nav className="room-links" aria-label="Weitere Bereiche">
      {rooms.map((room) => (
        <Button key={room.id} variant="tertiary" onPress={() => onEnter(room)}>
          {`${room.title} (${room.key})`}
        </Button>
      ))}
    </nav>
  );
}
