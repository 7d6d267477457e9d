/** Signature on the pad: mirrored live, rendered from raw points at the size of the order; the points themselves are not kept. */
import { AppError } from '../../contract/app-error.ts';
import type { HostPenPoint } from '../../contract/host/signature.ts';
import { signatureFacts } from '../../services/facts.ts';
import type { SignatureStep } from '../../services/service.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

export const signatureImageName = (stepId: string) => `signature:${stepId}`;

export interface CapturedSignature {
  jpegBase64: string;
  pngBase64: string;
  lostSamples: number;
}

/** Lets the citizen sign under a declaration; throws `cancelled` when the citizen stops on the pad. */
export async function captureSignature(
  order: { title: string; declaration: string; widthPx: number; heightPx: number },
  run: StepRun,
): Promise<CapturedSignature> {
  const vorgangId = run.state.id;
  const outcome = await run.devices.capturePad(
    (capability) =>
      run.papers.padScreen({
        widthPx: capability.screenWidthPx,
        heightPx: capability.screenHeightPx,
        title: order.title,
        lines: [order.declaration],
        buttons: { accept: 'Fertig', clear: 'Löschen', cancel: 'Abbrechen' },
      }),
    (points, capability) =>
      run.live({
        kind: 'ink',
        vorgangId,
        widthUnits: capability.maxX,
        heightUnits: capability.maxY,
        points:
          points?.map((point): [number, number, number] => [
            point.x,
            point.y,
            point.pressure / capability.maxPressure,
          ]) ?? null,
      }),
    run.signal,
  );
  if (outcome.kind === 'cancelled-by-citizen') throw new AppError('cancelled');
  return {
    ...(await render(outcome.strokes, outcome.capability.maxPressure, order, run)),
    lostSamples: outcome.lostSamples,
  };
}

async function render(
  strokes: readonly (readonly HostPenPoint[])[],
  maxPressure: number,
  size: { widthPx: number; heightPx: number },
  run: StepRun,
): Promise<{ jpegBase64: string; pngBase64: string }> {
  const { jpeg, png } = await run.papers.signature({ strokes, maxPressure, ...size });
  return { jpegBase64: Buffer.from(jpeg).toString('base64'), pngBase64: Buffer.from(png).toString('base64') };
}

export const signatureHandler: StepHandler<'signature'> = {
  panel(step: SignatureStep, run) {
    const facts = signatureFacts.safeParse(run.state.facts[step.id]).data;
    const image = run.state.biometrics[signatureImageName(step.id)];
    return {
      declaration: step.declaration(run.state.facts, run.context),
      signer: step.signer(run.state.facts, run.context),
      captured: facts?.captured === true,
      imagePng: typeof image?.pngBase64 === 'string' ? image.pngBase64 : null,
      lostSamples: facts?.lostSamples ?? 0,
    };
  },

  async act(step, action, run) {
    switch (action.do) {
      case 'capture': {
        const { virtual } = run.devices.device('signature');
        const captured = await captureSignature(
          { title: step.title, declaration: step.declaration(run.state.facts, run.context), ...step.image },
          run,
        );
        run.recordBiometrics(signatureImageName(step.id), { ...captured }, virtual);
        run.record(step.id, { captured: true, lostSamples: captured.lostSamples, accepted: false }, virtual);
        return [];
      }
      case 'accept': {
        const facts = signatureFacts.safeParse(run.state.facts[step.id]).data;
        if (!facts) throw new AppError('vorgang.wrong-step');
        run.record(step.id, { ...facts, accepted: true });
        return [];
      }
      case 'repeat':
        run.recordBiometrics(signatureImageName(step.id), null, false);
        run.record(step.id, null);
        return [];
      default:
        throw new AppError('vorgang.unknown-action');
    }
  },
};
