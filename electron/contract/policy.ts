/** The policy file: the one place that tells training from live and names the seat, its Ortsverwaltung and its devices. */
import { z } from 'zod';
import { deviceClass } from './devices.ts';
import { modelOptions } from './host/lifecycle.ts';

export const defaultLockAfterMinutes = 10;

export const policyDevice = z.strictObject({
  /** Stable name of this device at this seat, for example `terminal-1`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  class: deviceClass,
  /** Model id as listed in native/<class>/index.ts. */
  model: z.string().min(1).max(64),
  /** Address, port and whatever else the model asks for; checked by the model. */
  options: modelOptions.default({}),
});
export type PolicyDevice = z.infer<typeof policyDevice>;

/** The way to the centre. The files are PEM; relative paths count from the policy file. */
export const policyCentre = z.strictObject({
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  ca: z.string().min(1),
  cert: z.string().min(1),
  key: z.string().min(1),
  /** SHA-256 of the server's certificate (DER), hex in lower case. */
  pinnedSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PolicyCentre = z.infer<typeof policyCentre>;

/** Numbered or counted stock of the Ortsverwaltung, and which papers are printed on it. */
export const policyStock = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  title: z.string().min(1).max(60),
  /** Each piece has a number of its own; otherwise pieces are counted. */
  numbered: z.boolean(),
  /** Ids of the papers that go on it; only for numbered stock. */
  papers: z.array(z.string().min(1).max(60)).max(20).default([]),
  /** At this number of pieces or fewer the seat warns. */
  lowAt: z.int().min(0).max(100_000).default(10),
  /** A second clerk confirms each spoiled or missing piece. */
  secondClerkOnLoss: z.boolean().default(false),
});
export type PolicyStock = z.infer<typeof policyStock>;
export const policyAppointments = z.strictObject({
  /** iCalendar file, or a folder of them; a relative path counts from the policy file. */
  source: z.string().min(1).max(500).optional(),
  pollSeconds: z.int().min(15).max(3600).optional(),
  /** Nobody is expected any more so long after the time of an appointment. */
  noShowMinutes: z.int().min(1).max(240).optional(),
  /** A walk-in who waits longer goes before appointments that are on time. */
  walkInMaxMinutes: z.int().min(1).max(480).optional(),
  /** False: appointments only. */
  walkIns: z.boolean().optional(),
  /** False: a training seat invents no list. */
  trainingList: z.boolean().optional(),
  /** Words in a calendar that tell the service; in place of those that come with the program. */
  services: z
    .array(
      z.strictObject({
        service: z.string().min(1).max(64),
        words: z.array(z.string().trim().min(3).max(60)).min(1).max(30),
      }),
    )
    .max(50)
    .optional(),
});

export const policy = z.strictObject({
  /** Version of this file's format. */
  format: z.literal(1),
  mode: z.enum(['training', 'live']),
  seat: z.strictObject({
    /** Appears in numbers and in the journal. */
    id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/),
    name: z.string().min(1).max(60),
    ortsverwaltung: z.string().min(1).max(60),
    authority: z.string().min(1).max(80),
    authorityAddress: z.array(z.string().max(80)).min(1).max(4),
    /** Place of acts at this seat, as printed on papers. */
    place: z.string().min(1).max(60),
    /** Amtlicher Gemeindeschlüssel, eight digits. */
    ags: z.string().regex(/^\d{8}$/),
  }),
  devices: z.array(policyDevice).max(32),
  till: z.strictObject({
    /** Zahlstelle as on receipts. */
    name: z.string().min(1).max(60),
    cash: z.boolean(),
    /** Offers «an der Sammelkasse zahlen» in the fee step. */
    collective: z.boolean().optional(),
    /** A second person confirms each Abschluss. */
    secondPersonAtClosing: z.boolean().optional(),
    /** First part of every Kassenzeichen, given by the Kämmerei; absent on a training seat: an example. */
    kassenzeichenPrefix: z
      .string()
      .regex(/^[A-Z0-9]{2,8}$/)
      .optional(),
  }),
  /** Required on a live seat; a training seat without it stands alone. */
  centre: policyCentre.optional(),
  /** Numbers of the Dienstsiegel that lie at this seat. */
  seals: z.array(z.string().min(1).max(40)).max(50),
  /** Absent: the seat keeps no stock and every paper is plain. */
  stock: z.array(policyStock).max(20).optional(),
  security: z
    .strictObject({
      /** Minutes without any act of the clerk until the seat locks. */
      lockAfterMinutes: z.int().min(1).max(60).default(defaultLockAfterMinutes),
      /** Id of a card reader that is there for staff cards alone; absent: the reader for all cards. */
      staffCardReader: z.string().max(32).optional(),
      /** Taking the staff card away locks the seat; needs a reader of its own, where the card can stay. */
      lockOnCardRemoval: z.boolean().optional(),
    })
    .optional(),
  /** The list of the day; absent: a training seat invents one, a live seat takes files that a clerk chooses. */
  appointments: policyAppointments.optional(),
  /** «Hinweise zu diesem Platz»: what a stand-in must know, for example where the Dienstsiegel lies. */
  notes: z.array(z.string().trim().min(1).max(200)).max(10).optional(),
});
export type Policy = z.infer<typeof policy>;
