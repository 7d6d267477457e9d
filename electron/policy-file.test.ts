/** Training or live is decided by one file that the person at the seat cannot choose. */
import { expect, it } from 'vitest';
import { policyFile } from './policy-file.ts';

const environment = { ZWEITPLATZ_POLICY: '/tmp/mine.json' };

it('lets a checkout be told by environment', () => {
  expect(policyFile({ installed: false, platform: 'linux', environment })).toBe('/tmp/mine.json');
  expect(policyFile({ installed: false, platform: 'linux', environment: {} })).toBeNull();
});

it('reads the one fixed place of an installed seat and no environment', () => {
  const at = (platform: NodeJS.Platform, there: boolean) =>
    policyFile({ installed: true, platform, environment, exists: () => there });
  expect(at('linux', true)).toBe('/etc/zweitplatz/policy.json');
  expect(at('win32', true)).toBe('C:\\ProgramData\\Zweitplatz\\policy.json');
  expect(at('linux', false)).toBeNull();
  expect(at('darwin', true)).toBeNull();
});
