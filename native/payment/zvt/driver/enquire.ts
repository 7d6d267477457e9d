/** The status enquiry, which may start what the terminal has scheduled, even an end of day (PA00P015 §2.55). */
import type { TerminalReceipt } from '../../port.ts';
import { encodeStatusEnquiry } from '../codec/commands.ts';
import { decodeStatusCompletion, type StatusCompletion } from '../codec/completion.ts';
import { Evidence } from './evidence.ts';
import { endingError, type Session } from './session.ts';

export async function enquire(
  session: Session,
  password: string,
  onReceipt: (receipt: TerminalReceipt) => Promise<void>,
): Promise<StatusCompletion> {
  const evidence = new Evidence({ charset: session.charset, administration: true, onReceipt });
  const ending = await session.run(encodeStatusEnquiry(password), evidence.handlers());
  if (ending.kind !== 'completed') throw endingError(ending, session.charset);
  return decodeStatusCompletion(ending.data);
}
