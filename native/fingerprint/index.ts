/** The fingerprint models of the kit, bound to their transport and to the pinned certificates. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Model } from '../core/model.ts';
import { recordHttp } from '../core/record-exchange.ts';
import { systemClock } from '../core/system-context.ts';
import type { FingerprintScanner } from './port.ts';
import { openSbi, sbiOptions } from './sbi/open-sbi.ts';
import { readPemCertificates, type SbiTrust } from './sbi/trust.ts';

const sbiHttp: Model<FingerprintScanner> = {
  id: 'sbi-http',
  title: 'Fingerabdruckleser über SBI (HTTP auf diesem Rechner)',
  async open(options, { trace, ...context }) {
    const checked = sbiOptions.parse(options);
    const { httpExchange } = await import('../transport/http.ts');
    const transport = trace ? recordHttp(httpExchange, trace) : httpExchange;
    return openSbi(checked, readSbiTrust(checked.trust), { ...context, transport });
  },
  async startVirtual(options) {
    const { startVirtualSbi } = await import('./sbi/virtual/virtual-sbi.ts');
    const providers = {
      device: readTrustFile('test', 'sbi-device-provider-test-key.pem'),
      ftm: readTrustFile('test', 'sbi-ftm-provider-test-key.pem'),
    };
    return startVirtualSbi({ ...options, providers, clock: systemClock });
  },
};

export const fingerprintModels: readonly Model<FingerprintScanner>[] = [sbiHttp];

/** Without pinned certificates the list is empty, and no device is trusted. */
export function readSbiTrust(kind: 'live' | 'test'): SbiTrust {
  const read = (file: string) => readPemCertificates(readTrustFile(kind, file));
  return { device: read('sbi-device.pem'), ftm: read('sbi-ftm.pem'), test: kind === 'test' };
}

function readTrustFile(kind: 'live' | 'test', file: string): string {
  const name = path.join(trustFolder(), kind, file);
  return existsSync(name) ? readFileSync(name, 'utf8') : '';
}

/** The nearest resources/trust above this file, which may run from native/ or bundled from dist/. */
function trustFolder(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'resources', 'trust');
    if (existsSync(candidate) || folder === path.dirname(folder)) return candidate;
  }
}
