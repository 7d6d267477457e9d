/** Speaks a text to screen readers when it changes, without showing it. */
export function Announcer({ text }: { text: string }) {
  return (
    <div className="kern-sr-only" aria-live="polite" aria-atomic="true">
      {text}
    </div>
  );
}
