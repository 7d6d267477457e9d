/** The way from the overview to the deadlines, by pointer or L. */
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { Button } from '../ui/button.tsx';

export function RetentionLink({ onOpen }: { onOpen(): void }) {
  useHotKeys((event) => {
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const wanted = event.key.toLowerCase() === 'l' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!wanted || typing) return false;
    onOpen();
    return true;
  });
  return (
    <div>
      <Button variant="tertiary" onPress={onOpen}>
        Löschfristen (L)
      </Button>
    </div>
  );
}
