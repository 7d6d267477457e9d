/** EAC-Box models. `tr03131-soap` speaks BSI TR-03131 v1.2; what that text leaves open is an option. */
import { z } from 'zod';
import type { Model } from '../core/model.ts';
import { recordHttp } from '../core/record-exchange.ts';
import { createHttpExchange } from '../transport/http.ts';
import type { EacBox } from './port.ts';
import { openEacBox } from './tr03131/eac-box-driver.ts';
import { specifiedStyle } from './tr03131/request-codec.ts';
import { startVirtualEacBox } from './tr03131/virtual/virtual-eac-box.ts';

/** Two megabytes of message, as the codec takes them. */
const maxBodyBytes = 2 * 1024 * 1024;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const optionsSchema = z.strictObject({
  /** Plain http is taken on this machine only: the connection to a box must be authentic and encrypted (TR-03131 §2). */
  url: z.url({ protocol: /^https?$/ }).refine((url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || loopback.test(hostname);
  }, 'https is needed'),
  /** SHA-256 of the box's certificate, hex. */
  pinnedSha256: z.string().optional(),
  /** PEM root of the private authority that signed the box's certificate. */
  ca: z.string().optional(),
  namespace: z.string().min(1).default(specifiedStyle.namespace),
  soapAction: z.string().default(''),
  correctedSpelling: z.boolean().default(specifiedStyle.correctedSpelling),
  virtual: z.boolean().default(false),
});

const tr03131Soap: Model<EacBox> = {
  id: 'tr03131-soap',
  title: 'Änderungsterminal (EAC-Box nach BSI TR-03131)',
  async open(options, { clock, random, log, trace }) {
    const { pinnedSha256, ca, ...box } = optionsSchema.parse(options);
    const tls = { ...(pinnedSha256 === undefined ? {} : { pinnedSha256 }), ...(ca === undefined ? {} : { ca }) };
    const exchange = createHttpExchange({ maxBodyBytes, tls });
    const transport = trace === undefined ? exchange : recordHttp(exchange, trace);
    return openEacBox({ transport, clock, random, log }, box);
  },
  startVirtual: startVirtualEacBox,
};

export const eacBoxModels: readonly Model<EacBox>[] = [tr03131Soap];
