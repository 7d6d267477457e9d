/** From the body of an HTTP request to the body of its answer, through the procedures and the fault that is set. */
import { isDeviceError } from '../../../core/device-error.ts';
import { systemClock } from '../../../core/system-context.ts';
import { pause } from '../../../core/wait.ts';
import type { EacRequest, EacResponse } from '../message.ts';
import { decodeRequest, specifiedStyle } from '../request-codec.ts';
import { encodeResponse } from '../response-codec.ts';
import { encodeFault } from '../soap.ts';
import { type BoxFault, concerns } from './box-fault.ts';
import { failure, refused, runProcedure } from './box-procedures.ts';
import type { BoxState } from './box-state.ts';
import type { EntryPad } from './entry-pad.ts';

export interface BoxAnswer {
  status: number;
  body: Uint8Array;
  /** The line breaks after so many bytes. */
  cutAt?: number;
}

interface Desk {
  box: BoxState;
  pad: EntryPad;
  fault: BoxFault;
  nowIso: string;
}

const plainForm = { namespace: specifiedStyle.namespace, extra: [], bare: false };
const oddForm = {
  namespace: 'urn:another',
  extra: ['<vendor:lamp xmlns:vendor="urn:vendor"><vendor:colour>green</vendor:colour></vendor:lamp>'],
  bare: true,
};
/** SOAP 1.2 part 1 §5.4: another namespace, and code and reason as structures. */
const faultOf12 =
  '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Receiver</e:Value>' +
  '</e:Code><e:Reason><e:Text xml:lang="de">virtueller Fehler</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>';

/** Undefined when the line is to break without an answer. */
export async function answerRequest(body: Uint8Array | undefined, desk: Desk): Promise<BoxAnswer | undefined> {
  if (body === undefined) return { status: 405, body: new Uint8Array(0) };
  let request: EacRequest;
  try {
    request = decodeRequest(body);
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    return { status: 500, body: encodeFault({ code: 'soap:Client', text: 'request not understood' }) };
  }
  const fault: BoxFault = concerns(desk.fault, request.operation) ? desk.fault : { kind: 'none' };
  if (fault.kind === 'slow') await pause(systemClock, fault.delayMs);
  if (fault.kind === 'soap-fault') {
    const text = fault.version === '1.1' ? encodeFault({ code: 'soap:Server', text: 'virtueller Fehler' }) : faultOf12;
    return { status: 500, body: typeof text === 'string' ? new TextEncoder().encode(text) : text };
  }
  if (fault.kind === 'garbage') return { status: 200, body: new TextEncoder().encode('<html><body>login</body>') };
  const response =
    fault.kind === 'error'
      ? refused(request, failure(fault.value, 'ordered'))
      : await runProcedure(request, desk.box, desk.pad, desk.nowIso);
  if (fault.kind === 'lost-answer') return undefined;
  const shown = fault.kind === 'warning' ? warned(response) : response;
  const written = encodeResponse(shown, fault.kind === 'odd-form' ? oddForm : plainForm);
  return { status: 200, body: written, ...(fault.kind === 'half-answer' ? { cutAt: written.length >> 1 } : {}) };
}

function warned(response: EacResponse): EacResponse {
  return response.operation === 'getInfo' ? response : { ...response, error: { ...response.error, code: 1 } };
}
