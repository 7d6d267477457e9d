/** Responses of TR-03131 §4.1: read liberally (unknown elements, missing optionals, nil), written as specified by the virtual box. */
import { DeviceError } from '../../core/device-error.ts';
import type { PassiveAuthentication, ValidationResult } from '../port.ts';
import { decodeBase64, decodeBoolean, decodeInteger } from './lexical.ts';
import {
  type EacResponse,
  type ErrorInfo,
  type FileResult,
  type Operation,
  type ResponseTo,
  type StatusInfo,
  successElements,
} from './message.ts';
import { encodeEnvelope } from './soap.ts';
import { childOf, childrenOf, writeElement, type XmlElement } from './xml.ts';

const passiveNames = [
  'digest',
  'signature',
  'certificateSignature',
  'certificateValidity',
  'certificateRevocation',
  'algorithm',
] as const satisfies readonly (keyof PassiveAuthentication)[];

/** The element of the body; its name must be the operation's with `Response` behind it. */
export function decodeResponse<Name extends Operation>(element: XmlElement, operation: Name): ResponseTo<Name>;
export function decodeResponse(element: XmlElement, operation: Operation): EacResponse {
  if (element.name !== `${operation}Response`) {
    throw new DeviceError('device.garbled', `answer to ${operation} of another name`);
  }
  switch (operation) {
    case 'authenticate': {
      const result = childOf(element, 'paResult');
      const passive = result === undefined ? undefined : readPassive(result);
      return { ...readOutcome(element, operation), operation, ...(passive === undefined ? {} : { passive }) };
    }
    case 'getInfo':
      return {
        operation,
        success: decodeBoolean(needed(element, successElements.getInfo).text),
        date: childOf(element, 'date')?.text ?? '',
        hardware: childOf(element, 'hwVersion')?.text ?? '',
        software: childOf(element, 'swVersion')?.text ?? '',
        status: readTriple(needed(element, 'status'), 'status'),
      };
    case 'getData':
      return { operation, ...readFile(element) };
    case 'getMultipleData':
      return {
        operation,
        results: childrenOf(element, 'result').map((result) => ({
          file: needed(result, 'fileIdentifier').text,
          ...readFile(result),
        })),
        error: readTriple(needed(element, 'error'), 'error'),
      };
    default:
      return { operation, ...readOutcome(element, operation) };
  }
}

export interface ResponseStyle {
  namespace: string;
  /** Written behind the specified elements, to try a reader's patience. */
  extra: readonly string[];
  /** Leaves out what the schema marks 0..1. */
  bare: boolean;
}

export function encodeResponse(response: EacResponse, style: ResponseStyle): Uint8Array {
  const name = `eacbox:${response.operation}Response xmlns:eacbox="${style.namespace}"`;
  return encodeEnvelope(writeElement(name, [...fieldsOf(response, style.bare), ...style.extra]));
}

function fieldsOf(response: EacResponse, bare: boolean): string[] {
  const success = (value: boolean) => writeElement(successElements[response.operation], String(value));
  switch (response.operation) {
    case 'authenticate':
      return [
        success(response.success),
        writeTriple('error', 'error', response.error, bare),
        ...(response.passive === undefined ? [] : [writePassive(response.passive, bare)]),
      ];
    case 'getInfo':
      return [
        success(response.success),
        writeElement('date', response.date),
        writeElement('hwVersion', response.hardware),
        writeElement('swVersion', response.software),
        writeTriple('status', 'status', response.status, bare),
      ];
    case 'getData':
      return writeFile(response, bare);
    case 'getMultipleData':
      return [
        ...response.results.map((result) =>
          writeElement('result', [writeElement('fileIdentifier', result.file), ...writeFile(result, bare)]),
        ),
        writeTriple('error', 'error', response.error, bare),
      ];
    default:
      return [success(response.success), writeTriple('error', 'error', response.error, bare)];
  }
}

function readOutcome(element: XmlElement, operation: Operation): { success: boolean; error: ErrorInfo } {
  const success = decodeBoolean(needed(element, successElements[operation]).text);
  return { success, error: readTriple(needed(element, 'error'), 'error') };
}

function readFile(element: XmlElement): Omit<FileResult, 'file'> {
  const content = childOf(element, 'dataContent');
  const nil = content === undefined || ['true', '1'].includes(content.attributes.get('nil') ?? '');
  const passive = childOf(element, 'paResult');
  return {
    success: decodeBoolean(needed(element, successElements.getData).text),
    ...(nil ? {} : { content: decodeBase64(content.text) }),
    ...(passive === undefined ? {} : { passive: readValidation(passive) }),
    error: readTriple(needed(element, 'error'), 'error'),
  };
}

function writeFile(result: Omit<FileResult, 'file'>, bare: boolean): string[] {
  return [
    writeElement(successElements.getData, String(result.success)),
    ...(result.content === undefined
      ? []
      : [writeElement('dataContent', Buffer.from(result.content).toString('base64'))]),
    ...(result.passive === undefined || bare ? [] : [writeValidation('paResult', result.passive, bare)]),
    writeTriple('error', 'error', result.error, bare),
  ];
}

/** errorInfo and statusInfo; the text of the specification shows `errorvalue` too, so that case does not matter. */
function readTriple(element: XmlElement, prefix: 'error' | 'status'): ErrorInfo & StatusInfo {
  const find = (suffix: string) =>
    element.children.find((child) => child.name.toLowerCase() === `${prefix}${suffix}`)?.text;
  const code = find('code');
  if (code === undefined) throw new DeviceError('device.garbled', `${element.name} without a code`);
  const description = find('description');
  const value = find('value');
  return {
    code: decodeInteger(code),
    ...(description ? { description } : {}),
    ...(value ? { value: decodeInteger(value) } : {}),
  };
}

function writeTriple(name: string, prefix: 'error' | 'status', triple: ErrorInfo, bare: boolean): string {
  return writeElement(name, [
    writeElement(`${prefix}Code`, String(triple.code)),
    ...(triple.description === undefined || bare ? [] : [writeElement(`${prefix}Description`, triple.description)]),
    ...(triple.value === undefined ? [] : [writeElement(`${prefix}Value`, String(triple.value))]),
  ]);
}

/** Undefined unless all six are there. */
function readPassive(element: XmlElement): PassiveAuthentication | undefined {
  const [digest, signature, certificateSignature, certificateValidity, certificateRevocation, algorithm] =
    passiveNames.map((name) => {
      const child = childOf(element, name);
      return child === undefined ? undefined : readValidation(child);
    });
  if (!digest || !signature || !certificateSignature) return undefined;
  if (!certificateValidity || !certificateRevocation || !algorithm) return undefined;
  return { digest, signature, certificateSignature, certificateValidity, certificateRevocation, algorithm };
}

function writePassive(passive: PassiveAuthentication, bare: boolean): string {
  return writeElement(
    'paResult',
    passiveNames.map((name) => writeValidation(name, passive[name], bare)),
  );
}

function readValidation(element: XmlElement): ValidationResult {
  const value = childOf(element, 'validationValue')?.text;
  const code = decodeInteger(needed(element, 'validationCode').text);
  return value ? { code, value: decodeInteger(value) } : { code };
}

function writeValidation(name: string, result: ValidationResult, bare: boolean): string {
  return writeElement(name, [
    writeElement('validationCode', String(result.code)),
    ...(result.value === undefined || bare ? [] : [writeElement('validationValue', String(result.value))]),
  ]);
}

function needed(element: XmlElement, name: string): XmlElement {
  const child = childOf(element, name);
  if (child === undefined) throw new DeviceError('device.garbled', `${element.name} without ${name}`);
  return child;
}
