// Runs in the page's own world before any script of the page: publishes what the preload exposes, frozen, and nothing else.
((eventName) => {
  const functions = new Map();
  const waiting = new Map();
  let next = 1;
  const send = (message) =>
    document.dispatchEvent(new CustomEvent(`${eventName}-in`, { detail: JSON.stringify(message) }));
  const revive = (value) => {
    if (value && typeof value === 'object' && typeof value.__function === 'number') return caller(value.__function);
    return value;
  };
  const caller =
    (target) =>
    (...args) => {
      const call = next++;
      const plain = args.map((arg) => {
        if (typeof arg !== 'function') return arg;
        const id = next++;
        functions.set(id, arg);
        return { __function: id };
      });
      let answer;
      waiting.set(call, (message) => {
        answer = message;
      });
      send({ type: 'call', call, target, args: plain });
      if (answer?.promised) {
        return new Promise((resolve, reject) => {
          waiting.set(call, (message) => {
            waiting.delete(call);
            if (message.error !== undefined) reject(new Error(message.error));
            else resolve(message.value);
          });
        });
      }
      waiting.delete(call);
      if (!answer) throw new Error('no bridge');
      if (answer.error !== undefined) throw new Error(answer.error);
      return revive(answer.value);
    };
  document.addEventListener(`${eventName}-out`, (event) => {
    const message = JSON.parse(event.detail);
    if (message.type === 'answer') waiting.get(message.call)?.(message);
    else if (message.type === 'callback') functions.get(message.target)?.(...message.args);
    else if (message.type === 'expose') {
      const api = {};
      for (const [name, target] of Object.entries(message.methods)) api[name] = caller(target);
      Object.defineProperty(window, message.name, { value: Object.freeze(api), writable: false, configurable: false });
    }
  });
})('__EVENT__');
