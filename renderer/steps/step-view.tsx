/** The panel of a step by its kind. */
import type { StepPanel } from '../../electron/contract/step-panel.ts';
import { CheckStep } from './check-step.tsx';
import { ChipStep } from './chip-step.tsx';
import { DocumentStep } from './document-step.tsx';
import { FeeStep } from './fee-step.tsx';
import { FieldsStep } from './fields-step.tsx';
import { FindStep } from './find-step.tsx';
import { FingerprintStep } from './fingerprint-step.tsx';
import { HandOverStep } from './hand-over-step.tsx';
import { NoteStep } from './note-step.tsx';
import { SealStep } from './seal-step.tsx';
import { SignatureStep } from './signature-step.tsx';
import type { StepCall } from './step-call.ts';

export function StepView({ panel, call }: { panel: StepPanel; call: StepCall }) {
  switch (panel.kind) {
    case 'find':
      return <FindStep panel={panel} call={call} />;
    case 'identify':
    case 'form':
    case 'photo':
      return <FieldsStep panel={panel} call={call} />;
    case 'fingerprint':
      return <FingerprintStep panel={panel} call={call} />;
    case 'signature':
      return <SignatureStep panel={panel} call={call} />;
    case 'check':
      return <CheckStep panel={panel} call={call} />;
    case 'fee':
      return <FeeStep panel={panel} call={call} />;
    case 'document':
      return <DocumentStep panel={panel} call={call} />;
    case 'seal':
      return <SealStep panel={panel} call={call} />;
    case 'chip':
      return <ChipStep panel={panel} call={call} />;
    case 'hand-over':
      return <HandOverStep panel={panel} call={call} />;
    case 'note':
      return <NoteStep panel={panel} call={call} />;
  }
}
