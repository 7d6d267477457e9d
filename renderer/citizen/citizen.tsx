/** Entry of the citizen's window. */
import '@kern-ux/native/dist/kern.min.css';
import '../ui/fonts.css';
import '../ui/ui.css';
import './citizen.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CitizenApp } from './citizen-app.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CitizenApp />
    </StrictMode>,
  );
}
