/** Fingerprints: one attempt an action, the plan decides which finger; images are sealed under the biometrics key. */
import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import type { HostFingerName } from '../../contract/host/fingerprint.ts';
import type { FingerprintStep } from '../../services/service.ts';
import { type FingerTry, fingerKind, fingersOf, handOf, hands, planFingers, type Thresholds } from '../finger-plan.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

const captureTimeoutMs = 30_000;

/** Wording of the reasons is a proposal: BSI's numeric list (biotypes5v1.xsd) is configuration. */
const missingReasons = [
  { value: 'amputated', label: 'Finger fehlt dauerhaft' },
  { value: 'medical-permanent', label: 'Dauerhaft medizinisch nicht möglich' },
  { value: 'injured', label: 'Verbunden oder vorübergehend verletzt' },
  { value: 'quality', label: 'Qualität reicht nicht' },
];

const fingerLabels: Record<string, string> = {
  index: 'Zeigefinger',
  thumb: 'Daumen',
  middle: 'Mittelfinger',
  ring: 'Ringfinger',
};
export const fingerLabel = (finger: HostFingerName): string =>
  `${handOf(finger) === 'right' ? 'Rechter' : 'Linker'} ${fingerLabels[fingerKind(finger)]}`;

/** Kept beside the recorded facts of the step: every attempt, so that the plan can be computed again after a restart. */
const progress = z.object({
  tries: z.array(z.object({ finger: z.string(), scores: z.array(z.int()), missingReason: z.string().nullable() })),
  settled: z.array(z.object({ hand: z.string(), reason: z.string() })),
  scoreSource: z.string(),
});
type Progress = { tries: FingerTry[]; settled: { hand: string; reason: string }[]; scoreSource: string };

const progressKey = (stepId: string) => `${stepId}#progress`;

function progressOf(stepId: string, run: StepRun): Progress {
  const parsed = progress.safeParse(run.state.facts[progressKey(stepId)]);
  return parsed.success ? (parsed.data as Progress) : { tries: [], settled: [], scoreSource: '' };
}

function rules(run: StepRun): { thresholds: Thresholds; maxAttempts: number } {
  const threshold = (kind: string) => run.context.law(`fingerprint.threshold.${kind}`).value;
  return {
    thresholds: {
      thumb: threshold('thumb'),
      index: threshold('index'),
      middle: threshold('middle'),
      ring: threshold('ring'),
    },
    maxAttempts: run.context.law('fingerprint.max-attempts').value,
  };
}

function planOf(state: Progress, run: StepRun) {
  const { thresholds, maxAttempts } = rules(run);
  return planFingers(state.tries, thresholds, maxAttempts, new Set(state.settled.map((entry) => entry.hand)));
}

function save(step: FingerprintStep, state: Progress, run: StepRun, virtual: boolean): void {
  const plan = planOf(state, run);
  const fingers = hands.flatMap(fingersOf).flatMap((finger) => {
    const planned = plan.states.get(finger);
    const entry = state.tries.find((candidate) => candidate.finger === finger);
    if (planned !== 'accepted' && planned !== 'below-threshold' && planned !== 'missing') return [];
    const reason = entry?.missingReason ?? state.settled.find((settled) => settled.hand === handOf(finger))?.reason;
    return [
      {
        finger,
        state: planned,
        attempts: entry?.scores.length ?? 0,
        ...(planned === 'missing' ? {} : { score: Math.max(...(entry?.scores ?? [0])) }),
        ...(reason === undefined || planned === 'accepted' ? {} : { reason }),
      },
    ];
  });
  run.record(
    progressKey(step.id),
    { tries: state.tries, settled: state.settled, scoreSource: state.scoreSource } as never,
    virtual,
  );
  run.record(step.id, { fingers, complete: plan.complete }, virtual);
}

async function capture(step: FingerprintStep, run: StepRun): Promise<void> {
  const state = progressOf(step.id, run);
  const { current } = planOf(state, run);
  if (current === null) return;
  const { thresholds } = rules(run);
  const { virtual } = run.devices.device('fingerprint');
  run.transient.currentFinger = current;
  run.transient.guide = 'place';
  run.changed();
  const result = await run.devices.captureFinger(
    { finger: current, wantedScore: thresholds[fingerKind(current)], timeoutMs: captureTimeoutMs },
    (guide) => {
      run.transient.guide = guide;
      run.live({ kind: 'finger-guide', vorgangId: run.state.id, guide });
    },
    run.signal,
  );
  if (result.finger !== current) throw new AppError('fingerprint.wrong-fingers');
  const entry = state.tries.find((candidate) => candidate.finger === current);
  const before = Math.max(-1, ...(entry?.scores ?? []));
  const tries = entry
    ? state.tries.map((other) => (other === entry ? { ...entry, scores: [...entry.scores, result.score] } : other))
    : [...state.tries, { finger: current, scores: [result.score], missingReason: null }];
  // Only the best attempt of a finger is kept (TR-03121: after selection nothing else stays).
  if (result.score > before) {
    run.recordBiometrics(
      `finger:${current}`,
      { isoRecordBase64: result.isoRecordBase64, score: result.score },
      virtual,
    );
  }
  const grey = new Uint8Array(Buffer.from(result.preview.greyBase64, 'base64'));
  const png = await run.papers.greyPng({ widthPx: result.preview.widthPx, heightPx: result.preview.heightPx, grey });
  run.transient.previewPng = Buffer.from(png).toString('base64');
  save(step, { ...state, tries, scoreSource: result.scoreSource }, run, virtual);
}

function dropImages(run: StepRun, keep: (finger: string) => boolean): void {
  for (const name of Object.keys(run.state.biometrics)) {
    if (name.startsWith('finger:') && !keep(name.slice(7))) run.recordBiometrics(name, null, false);
  }
}

export const fingerprintHandler: StepHandler<'fingerprint'> = {
  panel(step, run) {
    const state = progressOf(step.id, run);
    const { thresholds, maxAttempts } = rules(run);
    const plan = planOf(state, run);
    return {
      fingers: hands.flatMap(fingersOf).map((finger) => {
        const entry = state.tries.find((candidate) => candidate.finger === finger);
        return {
          finger,
          label: fingerLabel(finger),
          hand: handOf(finger),
          state: plan.states.get(finger) ?? 'open',
          attempts: (entry?.scores ?? []).map((score) => ({ score })),
          maxAttempts,
          threshold: thresholds[fingerKind(finger)],
          missingReason: entry?.missingReason ?? null,
        };
      }),
      scoreSource: state.scoreSource,
      missingReasons,
      previewPng: run.transient.previewPng,
      guide: run.transient.guide,
    };
  },

  async act(step, action, run) {
    const state = progressOf(step.id, run);
    switch (action.do) {
      case 'capture':
        try {
          await capture(step, run);
        } finally {
          run.transient.guide = 'none';
          run.transient.currentFinger = null;
        }
        if (planOf(progressOf(step.id, run), run).complete) {
          const chosen = z.object({ fingers: z.array(z.object({ finger: z.string(), state: z.string() })) });
          const kept = chosen.parse(run.state.facts[step.id]).fingers.filter((entry) => entry.state !== 'missing');
          dropImages(run, (finger) => kept.some((entry) => entry.finger === finger));
        }
        return [];
      case 'mark-missing': {
        const label = missingReasons.find((reason) => reason.value === action.reason)?.label;
        const finger = hands.flatMap(fingersOf).find((candidate) => candidate === action.finger);
        if (label === undefined || finger === undefined) throw new AppError('vorgang.invalid-facts');
        const others = state.tries.filter((entry) => entry.finger !== finger);
        save(step, { ...state, tries: [...others, { finger, scores: [], missingReason: label }] }, run, false);
        dropImages(run, (kept) => kept !== finger);
        return [];
      }
      case 'accept': {
        const { current } = planOf(state, run);
        if (current === null) return [];
        if (action.reason.trim().length < 3) throw new AppError('operation.reason-needed');
        const settled = [...state.settled, { hand: handOf(current), reason: action.reason }];
        save(step, { ...state, settled }, run, false);
        return [];
      }
      case 'repeat':
        run.transient.previewPng = null;
        dropImages(run, () => false);
        run.record(progressKey(step.id), null);
        run.record(step.id, null);
        return [];
      default:
        throw new AppError('vorgang.unknown-action');
    }
  },
};
