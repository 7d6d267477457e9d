/** Official certification, VwVfG § 34: may it be done, and for whom is it meant. */
import type { FieldValues } from '../contract/field.ts';
import { text } from './read-facts.ts';
import type { FieldsStep, Stop } from './service.ts';
import { lacksText, signedTextField } from './signed-text-field.ts';

const refusals: Readonly<Record<string, Stop>> = {
  'no-text': {
    text: 'Eine Unterschrift ohne Text darf nicht beglaubigt werden. Die Person soll das vollständige Schriftstück mitbringen.',
    legalBasis: 'VwVfG § 34 Abs. 1 Satz 2 Nr. 1',
  },
  'public-form': {
    text: 'Das Gesetz verlangt hier die öffentliche Beglaubigung. Gehen Sie zum ersten Schritt zurück und wählen Sie «öffentlich», oder verweisen Sie an ein Notariat.',
    legalBasis: 'VwVfG § 34 Abs. 1 Satz 2 Nr. 2; BGB § 129',
  },
  private: {
    text: 'Amtlich beglaubigt wird nur für eine Behörde oder eine Stelle, der das Schriftstück kraft Rechtsvorschrift vorzulegen ist. Für private Zwecke verweisen Sie an ein Notariat.',
    legalBasis: 'VwVfG § 34 Abs. 1 Satz 1',
  },
};

function refusal(values: FieldValues): Stop | null {
  const required = text(values, 'required');
  if (lacksText(values)) return refusals['no-text'] ?? null;
  if (required === 'public-form') return refusals['public-form'] ?? null;
  return required === 'private' ? (refusals.private ?? null) : null;
}

export const officialSignatureRequest: FieldsStep = {
  id: 'official-request',
  kind: 'form',
  title: 'Amtliche Beglaubigung: Schriftstück',
  guidance:
    'Lesen Sie nur so viel, dass Sie das Schriftstück benennen können; den Inhalt prüfen Sie nicht. Fragen Sie, welche Stelle es verlangt.',
  legalBasis: 'VwVfG § 34 Abs. 1',
  fields: () => [
    { id: 'document', label: 'Bezeichnung des Schriftstücks', type: 'text', required: true, maxLength: 200 },
    signedTextField,
    {
      id: 'required',
      label: 'Wer verlangt die Beglaubigung?',
      type: 'select',
      required: true,
      options: [
        { value: 'authority', label: 'eine Behörde' },
        { value: 'body', label: 'eine andere Stelle kraft Rechtsvorschrift' },
        { value: 'public-form', label: 'das Gesetz, als öffentliche Beglaubigung' },
        { value: 'private', label: 'eine private Stelle' },
      ],
    },
    { id: 'recipient', label: 'Behörde oder Stelle', type: 'text', required: true, maxLength: 120 },
  ],
  stop: refusal,
};
