// Builds the two windows of the seat into dist/renderer: no inline code, no data fonts, so that the strict CSP holds.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome146',
    rolldownOptions: { input: ['renderer/clerk.html', 'renderer/citizen.html'] },
  },
});
