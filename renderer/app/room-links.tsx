/** Doors to all rooms, under the bar while the overview is on screen: a stand-in sees at once what there is. */
import { Button } from '../ui/button.tsx';
import type { Room } from './rooms.tsx';

export function RoomLinks({ rooms, onEnter }: { rooms: readonly Room[]; onEnter(room: Room): void }) {
  return (
    <nav className="room-links" aria-label="Bereiche">
      {rooms.map((room) => (
        <Button key={room.id} variant="tertiary" onPress={() => onEnter(room)}>
          {`${room.title} (${room.key})`}
        </Button>
      ))}
    </nav>
  );
}
