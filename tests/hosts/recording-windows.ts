/** The windows of the recording electron: what was opened, what their contents refuse, what each was sent. */
import { EventEmitter } from 'node:events';

export function recordingWindows(app: EventEmitter, record: (name: string, args: unknown) => void) {
  const all: RecordedWindow[] = [];

  class Contents extends EventEmitter {
    readonly messages: { channel: string; payload: unknown }[] = [];
    openHandler: ((details: { url: string }) => unknown) | null = null;
    setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
      this.openHandler = handler;
    }
    send(channel: string, payload: unknown): void {
      this.messages.push({ channel, payload });
    }
  }

  class RecordedWindow extends EventEmitter {
    static getAllWindows = () => [...all].reverse();
    readonly webContents = new Contents();
    url = '';
    constructor(options: unknown) {
      super();
      record('window', options);
      all.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    removeMenu = () => record('removeMenu', null);
    isDestroyed = () => false;
    isMinimized = () => true;
    restore = () => record('restore', this.url);
    focus = () => record('focus', this.url);
    loadURL = async (url: string) => {
      this.url = url;
      record('loadURL', url);
    };
  }

  /** For each window, which happenings its contents prevent and what `window.open` is answered. */
  function contents(): unknown {
    const happenings = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'];
    return all.map(({ url, webContents }) => ({
      url,
      prevented: happenings.filter((happening) => {
        let prevented = false;
        webContents.emit(happening, { preventDefault: () => (prevented = true) });
        return prevented;
      }),
      open: webContents.openHandler?.({ url: 'https://example.org' }),
    }));
  }

  const sent = (): Record<string, unknown> =>
    Object.fromEntries(all.map(({ url, webContents }) => [url, webContents.messages]));
  return { BrowserWindow: RecordedWindow, contents, sent };
}
