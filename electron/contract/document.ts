/** A paper as data: what a service declares, the preview draws and electron/documents turns into a PDF. */
import { z } from 'zod';

const labelValue = z.object({ label: z.string(), value: z.string() });

export const documentBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), bold: z.boolean().optional() }),
  z.object({ kind: z.literal('table'), rows: z.array(labelValue) }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
  /** Text kept verbatim in a fixed-width font, for example the terminal's own receipt. */
  z.object({ kind: z.literal('verbatim'), caption: z.string(), lines: z.array(z.string()) }),
  /** Rows to be written on by hand; `value` is printed where it is known already. */
  z.object({
    kind: z.literal('fill-in'),
    rows: z.array(z.object({ label: z.string(), value: z.string().exactOptional() })),
  }),
  /** Items with a box to tick by hand. */
  z.object({ kind: z.literal('checklist'), items: z.array(z.string()) }),
  /** Goes on a new page under a title of its own. */
  z.object({ kind: z.literal('page-break'), title: z.string() }),
  z.object({ kind: z.literal('signature-line'), captions: z.array(z.string()) }),
  /** An empty circle for the Dienstsiegel; `sealNumber` is printed beside it once known. */
  z.object({ kind: z.literal('seal-field'), sealNumber: z.string().optional() }),
  z.object({
    kind: z.literal('image'),
    pngBase64: z.string(),
    alt: z.string(),
    widthMm: z.number(),
    heightMm: z.number(),
  }),
]);
export type DocumentBlock = z.infer<typeof documentBlock>;

export const documentDefinition = z.object({
  title: z.string(),
  authority: z.string(),
  ortsverwaltung: z.string(),
  addressLines: z.array(z.string()),
  /** Place and day as printed at the top right, for example `Mainz, 22.11.2026`. */
  placeAndDay: z.string(),
  /** Aktenzeichen in the footer. */
  reference: z.string(),
  /** ISO time handed in so that two renders are equal. */
  createdAt: z.string(),
  /** True prints «SCHULUNG – UNGÜLTIG» across every page. */
  training: z.boolean(),
  blocks: z.array(documentBlock),
});
export type DocumentDefinition = z.infer<typeof documentDefinition>;
