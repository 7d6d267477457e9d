/** What the policy file says about one IPP printer, checked, and its two addresses. */
import { z } from 'zod';

const schemes: Readonly<Record<string, { http: string; ipp: string; port: string }>> = {
  'http:': { http: 'http:', ipp: 'ipp:', port: '' },
  'https:': { http: 'https:', ipp: 'ipps:', port: '' },
  'ipp:': { http: 'http:', ipp: 'ipp:', port: '631' },
  'ipps:': { http: 'https:', ipp: 'ipps:', port: '631' },
};

export const ippOptions = z.object({
  /** http, https, ipp or ipps; ipp without a port means 631 (RFC 3510). */
  url: z
    .string()
    .refine((text) => URL.canParse(text) && new URL(text).protocol in schemes, 'Adresse eines IPP-Druckers'),
  /** The name under which the seat's jobs are found again; one per seat, no person. */
  user: z.string().min(1).max(127).default('zweitplatz'),
  /** SHA-256 of the printer's own certificate, hex; for printers nobody else vouches for. */
  pinnedSha256: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}:?){32}$/)
    .optional(),
  /** How long one job may take, refilling paper included. */
  jobTimeoutMs: z.number().int().positive().default(900_000),
  pollMs: z.number().int().positive().default(1_000),
  /** Marks a printer as software when its own name does not say so. */
  virtual: z.boolean().default(false),
});

export type IppOptions = z.infer<typeof ippOptions>;

export function ippAddresses(url: string): { httpUrl: string; printerUri: string } {
  const parsed = new URL(url);
  const scheme = schemes[parsed.protocol];
  if (scheme === undefined) throw new RangeError(`protocol ${parsed.protocol}`);
  const port = parsed.port || scheme.port;
  const place = `//${parsed.hostname}${port === '' ? '' : `:${port}`}${parsed.pathname}`;
  return { httpUrl: `${scheme.http}${place}`, printerUri: `${scheme.ipp}${place}` };
}
