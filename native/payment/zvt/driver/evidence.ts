/** What a conversation tells about one act: records, receipts, display texts, handed on before each is answered. */
import type { PaymentHooks, PaymentRecord, TerminalReceipt } from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import type { Charset } from '../codec/charset.ts';
import { decodeIntermediateStatus } from '../codec/intermediate-status.ts';
import { decodeMenuText } from '../codec/menu-text.ts';
import { decodePrintBlock, decodePrintLine, ReceiptCollector } from '../codec/print.ts';
import { decodeStatusInformation, type StatusInformation } from '../codec/status-information.ts';
import type { ConversationHandlers } from './conversation.ts';

/** What a menu at the counter is about, where the terminal sends no text with it. */
const usualQuestion = 'Stimmt die Unterschrift auf dem Terminal?';

export interface EvidenceOptions {
  charset: Charset;
  /** Receipts of closings, diagnoses and reports. */
  administration: boolean;
  onReceipt(receipt: TerminalReceipt): Promise<void>;
  /** Absent: the record is looked at, not stored. */
  onRecord?(record: PaymentRecord, information: StatusInformation): Promise<void>;
  onDisplay?(text: string): void;
  onQuestion?: PaymentHooks['onQuestion'];
}

export class Evidence {
  /** The last one wins: a wrong PIN is told by an earlier one (PA00P015 §2.2). */
  last: StatusInformation | undefined;
  readonly #options: EvidenceOptions;
  readonly #receipts: ReceiptCollector;

  constructor(options: EvidenceOptions) {
    this.#options = options;
    this.#receipts = new ReceiptCollector({ administration: options.administration });
  }

  get succeeded(): boolean {
    return this.last?.record?.resultCode === 0;
  }

  handlers(): ConversationHandlers {
    return {
      onStatusInformation: async (apdu) => {
        const information = decodeStatusInformation(apdu, this.#options.charset);
        this.last = information;
        if (information.record) await this.#options.onRecord?.(information.record, information);
      },
      onIntermediateStatus: (apdu) => {
        const status = decodeIntermediateStatus(apdu, this.#options.charset);
        // Texts of the terminal are for the clerk and in any language; FF has no other (PA00P015 §3.7).
        this.#display(status.code === 0xff ? (status.terminalText ?? status.text) : status.text);
        return status.minutes === undefined ? undefined : status.minutes * 60_000;
      },
      onPrint: (apdu) => this.#print(apdu),
      onQuestion: async (apdu) => {
        const question = decodeMenuText(apdu.data, this.#options.charset) ?? usualQuestion;
        return this.#options.onQuestion?.(question) ?? false;
      },
      onEnding: async () => {
        const rest = this.#receipts.flush();
        if (rest) await this.#options.onReceipt(rest);
      },
    };
  }

  async #print(apdu: Apdu): Promise<void> {
    const decode = apdu.control === 0x06d1 ? decodePrintLine : decodePrintBlock;
    const receipt = this.#receipts.add(decode(apdu.data, this.#options.charset));
    if (receipt) await this.#options.onReceipt(receipt);
  }

  #display(text: string): void {
    try {
      this.#options.onDisplay?.(text);
    } catch {
      // A window that cannot show a text must not stop a payment.
    }
  }
}
