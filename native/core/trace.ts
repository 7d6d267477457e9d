/**
 * Traces of conversations as plain text: `=> hex` to the device, `<= hex` from it, `#` a note, `x` the line closed.
 * Written by recorders, replayed strictly to the byte and to the end.
 */
import { decodeHex, encodeHex } from './hex.ts';

export type TraceEntry =
  | { kind: 'to-device'; bytes: Uint8Array }
  | { kind: 'from-device'; bytes: Uint8Array }
  | { kind: 'closed' }
  | { kind: 'note'; text: string };

export type TraceListener = (entry: TraceEntry) => void;

export function encodeTraceEntry(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'to-device':
      return `=> ${encodeHex(entry.bytes)}`;
    case 'from-device':
      return `<= ${encodeHex(entry.bytes)}`;
    case 'closed':
      return 'x';
    case 'note':
      return `# ${entry.text}`;
  }
}

/** Throws RangeError naming the line when the text is no trace. */
export function decodeTrace(text: string): TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    try {
      if (line.startsWith('=> ')) entries.push({ kind: 'to-device', bytes: decodeHex(line.slice(3)) });
      else if (line.startsWith('<= ')) entries.push({ kind: 'from-device', bytes: decodeHex(line.slice(3)) });
      else if (line === 'x') entries.push({ kind: 'closed' });
      else if (line.startsWith('#')) entries.push({ kind: 'note', text: line.slice(1).trim() });
      else throw new RangeError('unknown mark');
    } catch (error) {
      throw new RangeError(`trace line ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return entries;
}
