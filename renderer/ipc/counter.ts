/** The one object the preload gives to a window. */
import type { Link } from '../../electron/contract/connect.ts';

declare global {
  interface Window {
    readonly counter?: Link;
  }
}

const missing: Link = {
  invoke: () => Promise.reject(new Error('no bridge to the main process')),
  on: () => () => {},
};

export const counter: Link = window.counter ?? missing;
