/** Memory of processes on Linux, in MiB: what is theirs alone plus their share of what they have in common (PSS). */
import { readdirSync, readFileSync } from 'node:fs';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export interface Memory {
  rssMiB: number;
  pssMiB: number;
}

export function memoryOf(pids: readonly (number | undefined)[]): Memory {
  let rss = 0;
  let pss = 0;
  for (const pid of pids) {
    rss += Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    pss += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return { rssMiB: Math.round(rss / 1024), pssMiB: Math.round(pss / 1024) };
}

/** Children, their children and so on, whose name begins with `name`. */
export function descendants(pid: number, name: string): number[] {
  const parents = new Map<number, { parent: number; name: string }>();
  for (const entry of readdirSync('/proc').filter((dir) => /^\d+$/.test(dir))) {
    const found = /^\d+ \((.*)\) \S (\d+)/.exec(read(`/proc/${entry}/stat`));
    if (found) parents.set(Number(entry), { parent: Number(found[2]), name: found[1] ?? '' });
  }
  const below = (child: number): boolean => {
    for (let at = parents.get(child); at; at = parents.get(at.parent)) if (at.parent === pid) return true;
    return false;
  };
  return [...parents].filter(([child, about]) => about.name.startsWith(name) && below(child)).map(([child]) => child);
}
