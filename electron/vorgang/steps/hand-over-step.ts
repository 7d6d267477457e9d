/** Hand-over: what leaves the counter, when, and the receiver's receipt in Textform on the pad where the law asks for it. */
import { AppError } from '../../contract/app-error.ts';
import { handOverFacts } from '../../services/facts.ts';
import type { HandOverStep } from '../../services/service.ts';
import type { StepHandler, StepRun } from '../step-run.ts';
import { captureSignature } from './signature-step.ts';

/** Of a receipt, not of an order: any legible size. */
const receiptSize = { widthPx: 600, heightPx: 160 };

const itemsOf = (step: HandOverStep, run: StepRun) =>
  handOverFacts.safeParse(run.state.facts[step.id]).data?.items ?? {};

export const handOverHandler: StepHandler<'hand-over'> = {
  panel(step, run) {
    const given = itemsOf(step, run);
    return {
      items: step.items(run.state.facts, run.context).map(({ id, label, needsReceipt }) => ({
        id,
        label,
        needsReceipt,
        handedOverAt: given[id]?.at ?? null,
        receiptSigned: given[id]?.receipt ?? false,
      })),
    };
  },

  async act(step, action, run) {
    if (action.do !== 'hand-over') throw new AppError('vorgang.unknown-action');
    const item = step.items(run.state.facts, run.context).find((candidate) => candidate.id === action.itemId);
    if (!item) throw new AppError('vorgang.invalid-facts');
    let virtual = false;
    if (item.needsReceipt) {
      virtual = run.devices.device('signature').virtual;
      const receipt = await captureSignature(
        { title: 'Empfangsbestätigung', declaration: `Ich habe erhalten: ${item.label}`, ...receiptSize },
        run,
      );
      // The receipt is a record of the Vorgang, not biometrics: it must outlive the erasing of fingerprints (§ 17 (1) PAuswV).
      run.record(`${step.id}#receipt:${item.id}`, { pngBase64: receipt.pngBase64 }, virtual);
    }
    const items = { ...itemsOf(step, run), [item.id]: { at: run.settings.nowIso(), receipt: item.needsReceipt } };
    run.record(step.id, { items }, virtual);
    return [];
  },
};
