/** The bridge between a window and the main process: two verbs and one prefix. It never grows; contracts do. */
import { contextBridge, ipcRenderer } from 'electron';

const prefix = 'counter:';

contextBridge.exposeInMainWorld('counter', {
  invoke(channel: string, payload: unknown): Promise<unknown> {
    if (typeof channel !== 'string' || !channel.startsWith(prefix)) return Promise.reject(new Error('refused'));
    return ipcRenderer.invoke(channel, payload);
  },
  on(channel: string, listener: (payload: unknown) => void): () => void {
    if (typeof channel !== 'string' || !channel.startsWith(prefix)) throw new Error('refused');
    const forward = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
});
