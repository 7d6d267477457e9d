/** A throw-away certificate authority: server and client certificates for trials and tests. Never for live use. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Certificate {
  certFile: string;
  keyFile: string;
}

const days = '30';

export class TestAuthority {
  readonly caFile: string;
  readonly #folder: string;
  readonly #keyFile: string;

  constructor(folder: string, name = 'Zweitplatz Probe-CA') {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    this.#folder = folder;
    this.caFile = path.join(folder, 'ca.crt');
    this.#keyFile = path.join(folder, 'ca.key');
    newKey(this.#keyFile);
    openssl([
      ...['req', '-x509', '-new', '-key', this.#keyFile, '-out', this.caFile, '-days', days],
      ...['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE'],
    ]);
  }

  /** `subject` becomes the common name; PostgreSQL takes it as the role of a client. */
  issue(subject: string, { server = false } = {}): Certificate {
    const base = path.join(this.#folder, subject.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-'));
    const [keyFile, csrFile, certFile, extFile] = [`${base}.key`, `${base}.csr`, `${base}.crt`, `${base}.ext`];
    newKey(keyFile);
    openssl(['req', '-new', '-key', keyFile, '-out', csrFile, '-subj', `/CN=${subject}`]);
    const usage = server ? 'serverAuth\nsubjectAltName=DNS:localhost,IP:127.0.0.1' : 'clientAuth';
    writeFileSync(extFile, `basicConstraints=CA:FALSE\nextendedKeyUsage=${usage}\n`);
    openssl([
      ...['x509', '-req', '-in', csrFile, '-CA', this.caFile, '-CAkey', this.#keyFile, '-CAcreateserial'],
      ...['-out', certFile, '-days', days, '-extfile', extFile],
    ]);
    return { certFile, keyFile };
  }
}

/** SHA-256 over the certificate as it crosses the wire (DER), hex in lower case: what a policy pins. */
export function fingerprintOf(certFile: string): string {
  return new X509Certificate(readFileSync(certFile)).fingerprint256.replaceAll(':', '').toLowerCase();
}

function newKey(file: string): void {
  openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file]);
}

function openssl(args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
