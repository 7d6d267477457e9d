/**
 * Makes the test roots and providers of both SBI domains once: `node scripts/run.mjs native/fingerprint/sbi/virtual/make-test-trust.ts DIR`.
 * The roots' keys are thrown away; the providers' keys are committed so that virtual devices can certify themselves.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeCertificate, encodePem } from './certificate.ts';
import { providerName } from './virtual-keys.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('folder missing');
mkdirSync(folder, { recursive: true });
const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') };

for (const domain of ['device', 'ftm'] as const) {
  const root = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rootName = `SBI ${domain.toUpperCase()} test root, never trust`;
  const certify = (subject: string, publicKey: typeof root.publicKey) =>
    encodePem(
      encodeCertificate({
        subject,
        issuer: rootName,
        serial: randomBytes(8).toString('hex'),
        ...validity,
        isAuthority: true,
        publicKey,
        issuerKey: root.privateKey,
      }),
    );
  const bundle = certify(rootName, root.publicKey) + certify(providerName(domain), provider.publicKey);
  writeFileSync(path.join(folder, `sbi-${domain}.pem`), bundle);
  const key = provider.privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(folder, `sbi-${domain}-provider-test-key.pem`), key);
}
