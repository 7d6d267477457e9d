/** TLS to exactly one known certificate; nothing of the request is sent before it was compared. */
import { createHash } from 'node:crypto';
import tls from 'node:tls';
import { DeviceError } from '../core/device-error.ts';

export function connectPinned(
  url: URL,
  pinnedSha256: string,
  client: { cert?: string; key?: string },
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const wanted = pinnedSha256.replace(/[:\s]/g, '').toUpperCase();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isName = /[a-z]/i.test(host) && !host.includes(':');
  return new Promise((resolve, reject) => {
    // The pin replaces the path: printers and boxes carry certificates nobody else signed.
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      rejectUnauthorized: false,
      ...(isName ? { servername: host } : {}),
      ...client,
    });
    const onAbort = () => {
      reject(new DeviceError('device.cancelled'));
      socket.destroy();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      const shown = socket.getPeerX509Certificate();
      const digest = shown ? createHash('sha256').update(shown.raw).digest('hex').toUpperCase() : '';
      if (digest === wanted) {
        socket.removeListener('error', reject);
        resolve(socket);
        return;
      }
      reject(new DeviceError('device.untrusted', 'certificate is not the pinned one'));
      socket.destroy();
    });
  });
}
