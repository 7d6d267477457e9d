/** Entry of the clerk's window. */
import '@kern-ux/native/dist/kern.min.css';
import '../ui/fonts.css';
import '../ui/ui.css';
import '../screens/screens.css';
import '../steps/steps.css';
import '../till/till.css';
import '../stock/stock.css';
import '../ortsverwaltung/office.css';
import '../seat-check/seat-check.css';
import '../clerks/clerks.css';
import '../retention/retention.css';
import '../visits/visits.css';
import '../line/line.css';
import '../travel/travel.css';
import '../appointments/appointments.css';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { ClerkApp } from './clerk-app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <I18nProvider locale="de-DE">
          <ClerkApp />
        </I18nProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}
