/** The recorded conversation, strict to the byte and to the end. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { replayReports } from '../../replay-reports.ts';
import { playSession } from './play-session.ts';

const text = readFileSync(path.join(import.meta.dirname, 'stu-430-session.trace'), 'utf8');

it('replays a session with a cleared and an accepted signature', async () => {
  const replay = replayReports(text);
  const { label, outcome, live, answer } = await playSession(replay.link);
  replay.assertEnd();
  expect({ label, live, answer }).toEqual({ label: 'Wacom STU-430', live: [393, 262], answer: 'cancel' });
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  expect(outcome.lostSamples).toBe(0);
  expect(outcome.strokes.map((stroke) => stroke.length)).toEqual([130, 130]);
  expect(outcome.strokes[0]?.[0]).toEqual({ x: 2064, y: 2278, pressure: 302, timeMs: 6130 });
  expect(outcome.strokes.at(-1)?.at(-1)).toEqual({ x: 7466, y: 1964, pressure: 263, timeMs: 7455 });
});

it('sees a sample that the recording lost', async () => {
  const lines = text.split('\n');
  const accepted = lines.lastIndexOf('=> 2101');
  const sample = lines.findIndex((line, index) => index > accepted + 60 && line.startsWith('<= 34'));
  const replay = replayReports(lines.filter((_, index) => index !== sample).join('\n'));
  expect((await playSession(replay.link)).outcome).toMatchObject({ kind: 'accepted', lostSamples: 1 });
});

it('fails on a changed byte and on frames never sent', async () => {
  const changed = replayReports(text.replace('=> 3203', '=> 3202'));
  await expect(playSession(changed.link)).rejects.toThrow('expected 3202, got 3203');
  expect(() => changed.assertEnd()).toThrow('expected 3202');
  const longer = replayReports(`${text}=> 03\n`);
  await playSession(longer.link);
  expect(() => longer.assertEnd()).toThrow('never reached');
});
