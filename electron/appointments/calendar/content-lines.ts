/** Content lines of RFC 5545: unfolded, nested as they must be, each component with its line; only what a day's list needs is kept. */
import { AppError } from '../../contract/app-error.ts';

/** An event or a time zone, its properties unfolded, ready for the parser. */
export interface Component {
  kind: 'VEVENT' | 'VTIMEZONE';
  /** Where it begins in the file, from 1. */
  line: number;
  text: string;
}

export interface CalendarText {
  components: Component[];
  /** `METHOD:CANCEL`: every event in it is called off. */
  cancels: boolean;
}

/** Descriptions, attendees, alarms and attachments never reach the parser: they would be personal data without need. */
const keptProperties = new Set([
  ...['UID', 'SUMMARY', 'CATEGORIES', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
  ...['SEQUENCE', 'STATUS', 'DTSTAMP', 'LAST-MODIFIED', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO'],
]);
const keptComponents = new Set(['VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT']);
const maxKeptLine = 4096;
export const maxComponents = 20_000;

// RFC 5545 §3.1: name, parameters whose values may be quoted, colon, value.
const contentLine = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)(?:;[^":]*(?:"[^"]*"[^":]*)*)?:/;

/** Throws `appointments.not-a-calendar`, `appointments.broken-line` (param `line`), `appointments.cut-off`, `appointments.too-many`. */
export function readContentLines(text: string): CalendarText {
  const components: Component[] = [];
  const stack: string[] = [];
  let open: { kind: Component['kind']; line: number; lines: string[] } | null = null;
  let cancels = false;
  let begun = false;
  for (const { value, line, isLast } of unfold(text)) {
    const name = contentLine.exec(value)?.[1]?.toUpperCase();
    const content = value.slice(value.indexOf(':') + 1).trim();
    if (!begun && (name !== 'BEGIN' || content.toUpperCase() !== 'VCALENDAR'))
      throw new AppError('appointments.not-a-calendar');
    begun = true;
    if (name === undefined && isLast && stack.length > 0) throw new AppError('appointments.cut-off');
    if (name === undefined || (stack.length === 0 && name !== 'BEGIN'))
      throw new AppError('appointments.broken-line', { line });
    if (name === 'BEGIN') {
      const part = content.toUpperCase();
      if ((stack.length === 0) !== (part === 'VCALENDAR')) throw new AppError('appointments.broken-line', { line });
      if (stack.length === 1 && (part === 'VEVENT' || part === 'VTIMEZONE')) open = { kind: part, line, lines: [] };
      stack.push(part);
      if (open && keptComponents.has(part)) open.lines.push(`BEGIN:${part}`);
    } else if (name === 'END') {
      const part = stack.pop();
      // A file that is still being written, or came only in part, ends in the middle of a line.
      if (part !== content.toUpperCase() && isLast) throw new AppError('appointments.cut-off');
      if (part !== content.toUpperCase()) throw new AppError('appointments.broken-line', { line });
      if (open && keptComponents.has(part)) open.lines.push(`END:${part}`);
      if (open && stack.length === 1) {
        components.push({ kind: open.kind, line: open.line, text: open.lines.join('\r\n') });
        open = null;
        if (components.length > maxComponents) throw new AppError('appointments.too-many', { max: maxComponents });
      }
    } else if (stack.length === 1) {
      if (name === 'METHOD') cancels = content.toUpperCase() === 'CANCEL';
    } else if (open && keptComponents.has(stack.at(-1) ?? '') && keptProperties.has(name)) {
      if (value.length > maxKeptLine) throw new AppError('appointments.broken-line', { line });
      open.lines.push(value);
    }
  }
  if (!begun) throw new AppError('appointments.not-a-calendar');
  if (stack.length > 0) throw new AppError('appointments.cut-off');
  return { components, cancels };
}

/** A line that begins with a blank or a tab goes on with the one before; empty lines are what editors leave. */
function* unfold(text: string): Generator<{ value: string; line: number; isLast: boolean }> {
  let parts: string[] = [];
  let start = 0;
  let line = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    line += 1;
    if (parts.length > 0 && /^[ \t]/.test(raw)) {
      parts.push(raw.slice(1));
      continue;
    }
    if (parts.length > 0) yield { value: parts.join(''), line: start, isLast: false };
    parts = raw.trim() === '' ? [] : [raw];
    start = line;
  }
  if (parts.length > 0) yield { value: parts.join(''), line: start, isLast: true };
}
