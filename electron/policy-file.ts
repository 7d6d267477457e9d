/** Where the policy file lies: an installed seat reads one fixed place that only IT can write; a checkout may be told by environment. */
import { existsSync } from 'node:fs';

export const installedPolicyFiles: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'C:\\ProgramData\\Zweitplatz\\policy.json',
  linux: '/etc/zweitplatz/policy.json',
};

export interface PolicyPlace {
  installed: boolean;
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
  exists?: (file: string) => boolean;
}

/** Null: none, a training seat. Whoever sits at an installed seat cannot make it one, or another's, by an environment variable. */
export function policyFile({ installed, platform, environment, exists = existsSync }: PolicyPlace): string | null {
  if (!installed) return environment.ZWEITPLATZ_POLICY ?? null;
  const file = installedPolicyFiles[platform];
  return file !== undefined && exists(file) ? file : null;
}
