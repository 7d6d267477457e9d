/** Writes stu-430-session.trace anew from the virtual pad: `node scripts/run.mjs native/signature/wacom-stu/traces/record.ts`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recordReports } from '../../../core/record-reports.ts';
import { systemClock } from '../../../core/system-context.ts';
import { encodeTraceEntry } from '../../../core/trace.ts';
import { linkInProcess } from '../virtual/in-process-link.ts';
import { startVirtualStu } from '../virtual/start-virtual-stu.ts';
import { playSession } from './play-session.ts';

const virtual = startVirtualStu({ clock: systemClock, seed: 430, pace: 0, model: 'STU-430' });
const lines = ['# Virtual STU-430: synthetic signature cleared once, signed again and accepted; a question; close.'];
const transport = recordReports(linkInProcess(virtual.pad), (entry) => lines.push(encodeTraceEntry(entry)));
await virtual.act('auto', { tap: 'clear' });
/** The second picture, drawn after the clear, is accepted. */
const onHostAction = virtual.pad.onHostAction;
let pictures = 0;
virtual.pad.onHostAction = (action) => {
  if (action === 'picture' && ++pictures === 2) void virtual.act('auto', { tap: 'accept' });
  onHostAction(action);
};
const result = await playSession(transport, () => void virtual.act('auto', { tap: 'cancel' }));
virtual.close();
const text = lines.filter((line) => line !== 'x').join('\n');
await writeFile(path.join(import.meta.dirname, 'stu-430-session.trace'), `${text}\n`);
const strokes = result.outcome.kind === 'accepted' ? result.outcome.strokes : [];
console.log({ live: result.live, answer: result.answer, strokes: strokes.map((stroke) => stroke.length) });
console.log(strokes[0]?.[0], strokes.at(-1)?.at(-1));
