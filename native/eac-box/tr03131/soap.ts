/** SOAP 1.1 envelopes with document/literal bodies; faults of 1.1 and 1.2 are understood (TR-03131 leaves the version open). */
import { DeviceError } from '../../core/device-error.ts';
import { childOf, decodeXml, writeElement, type XmlElement } from './xml.ts';

export interface SoapFault {
  code: string;
  text: string;
}

export type SoapBody = { kind: 'content'; element: XmlElement } | { kind: 'fault'; fault: SoapFault };

/** SOAP 1.1 §3. */
const envelopeNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** `content` is one written element. */
export function encodeEnvelope(content: string): Uint8Array {
  const body = writeElement('soap:Body', [content]);
  const envelope = writeElement(`soap:Envelope xmlns:soap="${envelopeNamespace}"`, [body]);
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>${envelope}`);
}

export function encodeFault(fault: SoapFault): Uint8Array {
  return encodeEnvelope(
    writeElement('soap:Fault', [writeElement('faultcode', fault.code), writeElement('faultstring', fault.text)]),
  );
}

export function decodeEnvelope(bytes: Uint8Array): SoapBody {
  const envelope = decodeXml(bytes);
  const body = envelope.name === 'Envelope' ? childOf(envelope, 'Body') : undefined;
  const [element, ...more] = body?.children ?? [];
  if (element === undefined || more.length > 0)
    throw new DeviceError('device.garbled', 'no SOAP body with one element');
  if (element.name !== 'Fault') return { kind: 'content', element };
  const text = (...path: string[]) =>
    path.reduce<XmlElement | undefined>((at, name) => at && childOf(at, name), element)?.text;
  return {
    kind: 'fault',
    fault: {
      code: text('faultcode') ?? text('Code', 'Value') ?? '',
      text: text('faultstring') ?? text('Reason', 'Text') ?? '',
    },
  };
}
