// Served as a page's own script: tries what a page of the seat must not be able to do, and writes down what came of it.
(() => {
  const results = { violations: [], inlineRan: window.inlineRan === true };
  document.addEventListener('securitypolicyviolation', (event) => results.violations.push(event.effectiveDirective));
  const attempt = (name, act) => {
    try {
      results[name] = { value: String(act()) };
    } catch (error) {
      results[name] = { error: error.name };
    }
  };
  attempt('eval', () => Reflect.get(window, 'eval')('1 + 1'));
  attempt('function', () => Reflect.construct(Function, ['return 2'])());
  const outside = 'https://example.org';
  const loads = (element, source) =>
    new Promise((resolve) => {
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      document.body.append(Object.assign(element, source));
    });
  const answers = (promise) =>
    promise.then(
      () => 'answered',
      () => 'refused',
    );
  const socket = (open) =>
    new Promise((resolve) => {
      try {
        const channel = open();
        channel.onopen = () => resolve('open');
        channel.onerror = () => resolve('refused');
      } catch {
        resolve('refused');
      }
    });
  const attempts = {
    fetch: answers(fetch(outside)),
    fetchOwn: answers(fetch('/clerk.html')),
    image: loads(new Image(), { src: `${outside}/x.png` }),
    script: loads(document.createElement('script'), { src: `${outside}/x.js` }),
    style: loads(document.createElement('link'), { rel: 'stylesheet', href: `${outside}/x.css` }),
    module: answers(import(`${outside}/x.mjs`)),
    worker: socket(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))),
    socket: socket(() => new WebSocket('wss://example.org')),
    events: socket(() => new EventSource(outside)),
  };
  document.body.append(Object.assign(document.createElement('iframe'), { src: '/clerk.html' }));
  Promise.all(Object.entries(attempts).map(async ([name, outcome]) => [name, await outcome])).then((outcomes) => {
    window.hostile = { ...results, ...Object.fromEntries(outcomes), frames: window.frames.length };
  });
})();
