/** The citizen's window: whatever main wants seen now, and never more. */
import type { CitizenView } from '../../electron/contract/citizen.ts';
import { citizen } from '../ipc/clients.ts';
import { usePushed } from '../ipc/use-pushed.ts';
import { CitizenScreen } from './citizen-screen.tsx';

const load = () => citizen.state({});
const subscribe = (listener: (view: CitizenView) => void) => citizen.on('changed', listener);

export function CitizenApp() {
  const { value, error } = usePushed(load, subscribe);
  if (value === null) {
    return (
      <main className="stage" data-citizen-screen={error ? 'fatal' : 'loading'}>
        <h1 className="huge">{error ? 'Einen Moment bitte' : 'Willkommen'}</h1>
        {error && (
          <p className="large">Dieser Bildschirm ist gerade nicht bereit. Bitte wenden Sie sich an das Personal.</p>
        )}
      </main>
    );
  }
  return (
    <>
      {value.training && <header className="citizen-training">Schulung – nur erfundene Daten</header>}
      <main className={`stage stage-${value.screen}`} data-citizen-screen={value.screen} aria-live="polite">
        <CitizenScreen view={value} />
      </main>
    </>
  );
}
