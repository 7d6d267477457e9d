/** A clerk in code: does in every step what a person would do with this citizen, through the same contract as the window. */
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import type { FieldValues } from '../../electron/contract/field.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { StepPanel } from '../../electron/contract/step-panel.ts';
import type { VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';

export type VorgangClient = ClientOf<typeof vorgangContract>;

export interface DriveOptions {
  pay?: 'card' | 'cash';
  /** Called before each act; may throw to stop, or do harm in a fault test. */
  before?(panel: StepPanel, action: StepAction): Promise<void> | void;
}

/** The next sensible act in this panel; null when the clerk can do nothing. */
export function nextAct(
  panel: StepPanel,
  values: Readonly<Record<string, FieldValues>>,
  pay: 'card' | 'cash',
): StepAction | null {
  switch (panel.kind) {
    case 'find': {
      const { term = '', birthDate = '' } = values[panel.stepId] ?? {};
      const hit = panel.hits?.find(({ refused }) => refused === null);
      if (panel.hits === null) return { do: 'find', term: String(term), birthDate: String(birthDate) };
      return hit ? { do: 'choose', vorgangId: hit.vorgangId } : panel.without ? { do: 'go-without' } : null;
    }
    case 'identify':
    case 'form':
    case 'photo':
      return { do: 'record', values: { ...panel.values, ...values[panel.stepId] } };
    case 'note':
      return { do: 'record', values: {} };
    case 'fingerprint':
    case 'chip':
      return { do: 'capture' };
    case 'signature':
      return panel.captured ? { do: 'accept', reason: '' } : { do: 'capture' };
    case 'check':
      return { do: 'ask-citizen' };
    case 'fee':
      if (panel.totalCents === 0) return null;
      return pay === 'card'
        ? { do: 'pay-card' }
        : { do: 'pay-cash', givenCents: Math.ceil(panel.totalCents / 1000) * 1000 };
    case 'document': {
      const open = panel.documents.find((document) => document.phase !== 'confirmed');
      if (!open) return null;
      return { do: open.phase === 'printer-says-done' ? 'confirm-print' : 'print', documentId: open.id };
    }
    case 'seal': {
      const open = panel.targets.find((target) => target.sealNumber === null);
      return open ? { do: 'seal', targetId: open.id, sealNumber: panel.sealNumbers[0] ?? '' } : null;
    }
    case 'hand-over': {
      const open = panel.items.find((item) => item.handedOverAt === null || (item.needsReceipt && !item.receiptSigned));
      return open ? { do: 'hand-over', itemId: open.id } : null;
    }
  }
}

/** Drives to the end; throws with the step and its problem when it does not get on. */
export async function driveVorgang(
  client: VorgangClient,
  start: VorgangView,
  values: Readonly<Record<string, FieldValues>>,
  options: DriveOptions = {},
): Promise<VorgangView> {
  let view = start;
  for (let act = 0; view.summary.phase === 'open'; act += 1) {
    const { panel } = view;
    if (act > 120 || panel === null || view.unknown) throw new Error(stuck(view, 'no way on'));
    const action = nextAct(panel, values, options.pay ?? 'card');
    if (action === null) throw new Error(stuck(view, 'nothing to do'));
    await options.before?.(panel, action);
    const answer = await client.act({ vorgangId: view.summary.id, stepId: panel.stepId, action });
    if (answer.problems.length > 0) throw new Error(stuck(view, JSON.stringify(answer.problems)));
    const error = answer.view.panel?.error;
    if (error && !answer.view.unknown) throw new Error(stuck(answer.view, JSON.stringify(error)));
    view = answer.view;
  }
  return view;
}

function stuck(view: VorgangView, why: string): string {
  const panel = view.panel;
  const stop = panel && 'blocked' in panel && panel.blocked ? ` stopped: ${panel.blocked.text}` : '';
  return `${view.summary.serviceId}/${panel?.stepId ?? '-'} (${panel?.kind ?? '-'}): ${why}${stop}`;
}
