/** What differs from seat to seat: address, password, print rules, timers. Defaults are the recommended ones. */
import { z } from 'zod';
import { cp437, sevenBits, utf8 } from '../codec/charset.ts';

/** A byte as number or as two hex digits, as the manuals of the payment providers print it. */
const byte = z.union([
  z.int().min(0).max(255),
  z
    .string()
    .regex(/^[0-9A-Fa-f]{2}$/)
    .transform((text) => Number.parseInt(text, 16)),
]);

const charset = z
  .string()
  .regex(/^(cp437|utf-8|ascii-7|iso-8859-([1-9]|1[013456]))$/)
  .transform((name) => {
    if (name === 'cp437') return cp437;
    if (name === 'utf-8') return utf8;
    return name === 'ascii-7' ? sevenBits : Number(name.slice('iso-8859-'.length));
  });

/** What every connection has in common. */
const zvtSettings = z.object({
  password: z
    .string()
    .regex(/^[0-9]{6}$/)
    .default('000000'),
  /** BE: the register starts everything and prints everything, texts come from the terminal (PA00P015 §2.1). */
  configByte: byte.default(0xbe),
  serviceByte: byte.optional(),
  /** Overrides what the terminal negotiates: some send ISO-8859 whatever was agreed. */
  charset: charset.optional(),
  printerWidth: z.int().min(1).max(99).optional(),
  /** Offers `06 D0`, without which some terminals skip the check of the signature. */
  askSignature: z.boolean().default(true),
  /** BMP 01 of a payment: seconds the terminal waits for our answer to the result; its own default is 30. */
  answerSeconds: z.int().min(10).max(255).optional(),
  connectMs: z.int().min(100).max(60_000).default(5000),
  /** Command to answer (PA00P016 §4). */
  t3Ms: z.int().min(100).max(60_000).default(5000),
  /** Answer to the next message (PA00P016 §4). */
  t4Ms: z.int().min(1000).max(3_600_000).default(180_000),
  /** How long a settlement waits for the terminal to become ready. */
  settleMs: z.int().min(1000).max(3_600_000).default(120_000),
  /** Most terminals want one connection per act; some need a lasting one. */
  keepOpen: z.boolean().default(false),
  /** Totals before a payment (`06 10`): a further means to find out its outcome where the repeat receipt tells nothing. */
  askTotals: z.enum(['never', 'when-unsure', 'always']).default('when-unsure'),
  /** Whether the terminal makes its end of day by itself; then an empty batch before and after proves nothing. */
  closesItself: z.boolean().default(true),
  /** False where the terminal cannot be aborted by the register: then no abort is sent, the customer ends it. */
  mayAbort: z.boolean().default(true),
  /** Offers message sequence ids in the registration. */
  messageIds: z.boolean().default(true),
  /** Marks the terminal as software although it does not say so. */
  virtual: z.boolean().default(false),
});

export const zvtOptions = zvtSettings.extend({
  host: z.string().min(1),
  /** PA00P016 §2.2. */
  port: z.int().min(1).max(65535).default(20007),
});

export const zvtSerialOptions = zvtSettings.extend({
  /** Longer than on TCP: an answer may come with the second repeat of its frame, each after T2 of 5 s (PA00P016 §3). */
  t3Ms: z.int().min(100).max(60_000).default(17_000),
  /** `/dev/ttyUSB0` or `COM3`; also a USB port that looks like a serial one. */
  path: z.string().min(1),
  /** 9600 8N2 is what every terminal can do (PA00P016 §3.1). */
  baudRate: z
    .union([z.literal(9600), z.literal(19_200), z.literal(38_400), z.literal(57_600), z.literal(115_200)])
    .default(9600),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(2),
});

export type ZvtOptions = z.infer<typeof zvtSettings>;
