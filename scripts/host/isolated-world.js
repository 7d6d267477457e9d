// Runs in an isolated world beside the page: gives the real preload an `electron` whose ipcRenderer ends in the binding.
((eventName, binding, preload) => {
  const functions = new Map();
  const replies = new Map();
  const listeners = new Map();
  let next = 1;
  const send = (message) =>
    document.dispatchEvent(new CustomEvent(`${eventName}-out`, { detail: JSON.stringify(message) }));
  const keep = (fn) => {
    const id = next++;
    functions.set(id, fn);
    return id;
  };
  const callbacks = new Map();
  const revive = (arg) => {
    if (!arg || typeof arg !== 'object' || typeof arg.__function !== 'number') return arg;
    const target = arg.__function;
    if (!callbacks.has(target)) callbacks.set(target, (...args) => send({ type: 'callback', target, args }));
    return callbacks.get(target);
  };
  document.addEventListener(`${eventName}-in`, (event) => {
    const message = JSON.parse(event.detail);
    const answer = (parts) => send({ type: 'answer', call: message.call, ...parts });
    try {
      const result = functions.get(message.target)(...message.args.map(revive));
      if (result && typeof result.then === 'function') {
        answer({ promised: true });
        result.then(
          (value) => answer({ value }),
          (error) => answer({ error: String(error?.message) }),
        );
      } else if (typeof result === 'function') answer({ value: { __function: keep(result) } });
      else answer({ value: result });
    } catch (error) {
      answer({ error: String(error?.message) });
    }
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        const methods = {};
        for (const [key, fn] of Object.entries(api)) methods[key] = keep(fn);
        send({ type: 'expose', name, methods });
      },
    },
    ipcRenderer: {
      invoke(channel, payload) {
        const id = next++;
        return new Promise((resolve, reject) => {
          replies.set(id, { resolve, reject });
          globalThis[binding](JSON.stringify({ id, channel, payload }));
        });
      },
      on(channel, listener) {
        const set = listeners.get(channel) ?? new Set();
        listeners.set(channel, set.add(listener));
      },
      removeListener(channel, listener) {
        listeners.get(channel)?.delete(listener);
      },
    },
  };
  globalThis.__reply = ({ id, value, error }) => {
    const call = replies.get(id);
    replies.delete(id);
    if (error !== undefined) call?.reject(new Error(error));
    else call?.resolve(value);
  };
  globalThis.__emit = ({ channel, payload }) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, payload);
  };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  preload(require, undefined, undefined, undefined);
})('__EVENT__', '__BINDING__', __PRELOAD__);
