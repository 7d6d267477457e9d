/** Requests of TR-03131 §4.1: written strictly, read by local names (the virtual box reads them). */
import { DeviceError } from '../../core/device-error.ts';
import type { PasswordType, TerminalType } from '../port.ts';
import { decodeBase64, decodeInteger } from './lexical.ts';
import { type EacRequest, isOperation, misspelledUpdate } from './message.ts';
import { decodeEnvelope, encodeEnvelope } from './soap.ts';
import { childOf, childrenOf, writeElement, type XmlElement } from './xml.ts';

export interface RequestStyle {
  /** Target namespace of the box; the specification names only the prefix. */
  namespace: string;
  /** Writes `updateCertificates` as it is meant instead of as it is printed. */
  correctedSpelling: boolean;
}

export const specifiedStyle: RequestStyle = { namespace: 'urn:eacbox', correctedSpelling: false };

const passwordTypes: readonly PasswordType[] = ['CAN', 'MRZ', 'PIN', 'PUK'];
const terminalTypes: readonly TerminalType[] = ['IS', 'AT'];

export function encodeRequest(request: EacRequest, style: RequestStyle = specifiedStyle): Uint8Array {
  const { operation } = request;
  const name = operation === 'updateCertificates' && !style.correctedSpelling ? misspelledUpdate : operation;
  const namespace = style.namespace.replace(/[&"<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return encodeEnvelope(writeElement(`eacbox:${name} xmlns:eacbox="${namespace}"`, parametersOf(request)));
}

export function decodeRequest(bytes: Uint8Array): EacRequest {
  const body = decodeEnvelope(bytes);
  if (body.kind === 'fault') throw new DeviceError('device.garbled', 'a fault is no request');
  const { element } = body;
  const operation = element.name === misspelledUpdate ? 'updateCertificates' : element.name;
  if (!isOperation(operation)) throw new DeviceError('device.garbled', 'unknown operation');
  switch (operation) {
    case 'authenticate': {
      const password = childOf(element, 'password')?.text;
      return {
        operation,
        passwordType: oneOf(passwordTypes, textOf(element, 'passwordtype')),
        terminalType: oneOf(terminalTypes, textOf(element, 'terminaltype')),
        ...(password === undefined ? {} : { password }),
      };
    }
    case 'selectApplication':
      return { operation, application: textOf(element, 'application') };
    case 'getData':
      return { operation, file: textOf(element, 'fileIdentifier') };
    case 'getMultipleData': {
      const files = childrenOf(element, 'fileIdentifier').map((file) => file.text);
      if (files.length === 0) throw new DeviceError('device.garbled', 'no fileIdentifier');
      return { operation, application: textOf(element, 'application'), files };
    }
    case 'writeDataGroup':
      return {
        operation,
        dataGroup: decodeInteger(textOf(element, 'dgIndex')),
        content: decodeBase64(textOf(element, 'dgContent')),
      };
    default:
      return { operation };
  }
}

function parametersOf(request: EacRequest): string[] {
  switch (request.operation) {
    case 'authenticate':
      return [
        writeElement('passwordtype', request.passwordType),
        writeElement('terminaltype', request.terminalType),
        ...(request.password === undefined ? [] : [writeElement('password', request.password)]),
      ];
    case 'selectApplication':
      return [writeElement('application', request.application)];
    case 'getData':
      return [writeElement('fileIdentifier', request.file)];
    case 'getMultipleData':
      return [
        writeElement('application', request.application),
        ...request.files.map((file) => writeElement('fileIdentifier', file)),
      ];
    case 'writeDataGroup':
      return [
        writeElement('dgIndex', String(request.dataGroup)),
        writeElement('dgContent', Buffer.from(request.content).toString('base64')),
      ];
    default:
      return [];
  }
}

function textOf(element: XmlElement, name: string): string {
  const child = childOf(element, name);
  if (child === undefined) throw new DeviceError('device.garbled', `${element.name} without ${name}`);
  return child.text;
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((value) => value === text);
  if (found === undefined) throw new DeviceError('device.garbled', 'unknown password or terminal type');
  return found;
}
