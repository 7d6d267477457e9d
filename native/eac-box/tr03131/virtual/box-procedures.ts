/** What the virtual box does for each operation, in the order and with the refusals TR-03131 and TR-03110 ask for. */
import type { PassiveAuthentication } from '../../port.ts';
import { applications, type EacRequest, type EacResponse, type ErrorInfo, type FileResult } from '../message.ts';
import type { BoxState } from './box-state.ts';
import type { EntryPad } from './entry-pad.ts';
import type { SampleCard } from './sample-card.ts';

/** Own values have four digits (§4.1.1). */
const notReady = failure(1001, 'box is not ready');
const undefinedError = failure(100, 'undefined error');
const noCard = failure(101, 'no card');
const done: ErrorInfo = { code: 0, value: 0 };
const validated: PassiveAuthentication = {
  digest: { code: 0 },
  signature: { code: 0 },
  certificateSignature: { code: 0 },
  certificateValidity: { code: 0 },
  certificateRevocation: { code: 0 },
  algorithm: { code: 0 },
};
const notValidated: PassiveAuthentication = { ...validated, signature: { code: -1, value: 101 } };

/** The session is given up where an answer says that the channel is lost. */
export async function runProcedure(
  request: EacRequest,
  box: BoxState,
  pad: EntryPad,
  nowIso: string,
): Promise<EacResponse> {
  if (request.operation === 'getInfo') {
    return {
      operation: 'getInfo',
      success: true,
      date: nowIso,
      hardware: 'VIRTUAL-EACBOX 1',
      software: '1.0',
      status: { code: 0, value: box.statusValue },
    };
  }
  if (box.phase !== 'ready' || box.operating) return refused(request, notReady);
  box.operating = true;
  try {
    const response = await operate(request, box, pad);
    // An alarm or a power cut in between has closed the key store.
    return box.status.phase === 'ready' ? response : refused(request, notReady);
  } finally {
    box.operating = false;
  }
}

/** The answer to any request that says it failed. */
export function refused(request: EacRequest, error: ErrorInfo): EacResponse {
  const { operation } = request;
  if (operation === 'getInfo') throw new RangeError('getInfo has no errorInfo');
  if (operation === 'getMultipleData') return { operation, results: [], error };
  if (operation === 'authenticate') return { operation, success: false, error, passive: notValidated };
  return { operation, success: false, error };
}

export function failure(value: number, description: string): ErrorInfo {
  return { code: -1, value, description };
}

async function operate(
  request: Exclude<EacRequest, { operation: 'getInfo' }>,
  box: BoxState,
  pad: EntryPad,
): Promise<EacResponse> {
  const { card, session } = box;
  if (request.operation === 'updateCertificates') return { operation: request.operation, success: true, error: done };
  if (card === undefined) return refused(request, noCard);
  if (request.operation === 'authenticate') return authenticate(request, box, card, pad);
  if (session === undefined) return refused(request, undefinedError);
  switch (request.operation) {
    case 'selectApplication': {
      const wanted = applications.find((name) => name === request.application);
      const error = applicationError(card, request.application);
      if (wanted === undefined || error !== undefined) return refused(request, error ?? failure(108, 'unknown'));
      session.application = wanted;
      return { operation: request.operation, success: true, error: done };
    }
    case 'getData': {
      if (session.application === undefined) return refused(request, undefinedError);
      const { file: _name, ...result } = readOne(card, session.application, request.file);
      return { operation: request.operation, ...result };
    }
    case 'getMultipleData': {
      const error = applicationError(card, request.application);
      if (error !== undefined) return refused(request, error);
      const results = request.files.map((file) => readOne(card, request.application, file));
      return { operation: request.operation, results, error: done };
    }
    case 'writeDataGroup': {
      const groups = card.files.get('eID');
      // Only the terminal type AT carries the right to write, and DG17 … DG21 are all that can be written.
      if (groups === undefined) return refused(request, failure(106, 'no eID application'));
      const writable = request.dataGroup >= 17 && request.dataGroup <= 21;
      if (!writable || session.terminal !== 'AT') return refused(request, undefinedError);
      groups.set(`DG${request.dataGroup}`, request.content);
      return { operation: request.operation, success: true, error: done };
    }
    default:
      return managePin(request, box, card, pad);
  }
}

async function authenticate(
  request: Extract<EacRequest, { operation: 'authenticate' }>,
  box: BoxState,
  card: SampleCard,
  pad: EntryPad,
): Promise<EacResponse> {
  const { passwordType, password, terminalType } = request;
  box.session = undefined;
  if (password !== undefined && (passwordType === 'PIN' || passwordType === 'PUK')) {
    box.secretsReceived += 1;
    return refused(request, undefinedError);
  }
  if (card.needsMrz && passwordType !== 'MRZ') return refused(request, failure(105, 'MRZ needed'));
  if (card.eacVersion === 1 && terminalType === 'AT') return refused(request, failure(106, 'no eID application'));
  if (passwordType === 'PIN') {
    if (!card.eidActive) return refused(request, failure(104, 'PIN deactivated'));
    if (card.pinTries === 0) return refused(request, failure(102, 'PIN blocked'));
    if (card.pinTries === 1) return refused(request, failure(103, 'PIN suspended'));
  }
  const right = { CAN: card.can, MRZ: 'MRZ', PIN: card.pin, PUK: card.puk }[passwordType];
  const typed =
    password === undefined ? await pad.ask(passwordType, right) : { kind: 'typed' as const, text: password };
  if (box.card !== card) return refused(request, noCard);
  if (typed.kind === 'cancelled') return refused(request, failure(107, 'cancelled'));
  if (typed.text !== right && passwordType !== 'MRZ') {
    if (passwordType === 'PIN') card.pinTries -= 1;
    return refused(request, failure(110, 'PACE'));
  }
  if (passwordType === 'PIN' || passwordType === 'PUK') card.pinTries = 3;
  box.session = { terminal: terminalType, application: undefined };
  const version = card.eacVersion === 2 ? 3 : card.needsMrz ? 1 : 2;
  return { operation: 'authenticate', success: true, error: { code: 0, value: version }, passive: validated };
}

async function managePin(
  request: Extract<EacRequest, { operation: 'activateeID' | 'deactivateeID' | 'changePIN' | 'unblockPIN' }>,
  box: BoxState,
  card: SampleCard,
  pad: EntryPad,
): Promise<EacResponse> {
  const { operation } = request;
  if (card.eacVersion === 1) return refused(request, failure(106, 'no eID application'));
  // PIN management is a right of authentication terminals (TR-03110-3 B.7).
  if (box.session?.terminal !== 'AT') return refused(request, undefinedError);
  if (operation === 'changePIN') {
    const first = await pad.ask('new PIN', card.pin);
    const second = first.kind === 'typed' ? await pad.ask('new PIN', first.text) : first;
    if (box.card !== card) return refused(request, noCard);
    if (first.kind === 'cancelled' || second.kind === 'cancelled') return refused(request, failure(107, 'cancelled'));
    if (first.text !== second.text || !/^[0-9]{6}$/.test(first.text)) return refused(request, undefinedError);
    card.pin = first.text;
  }
  if (operation === 'changePIN' || operation === 'unblockPIN') card.pinTries = 3;
  else card.eidActive = operation === 'activateeID';
  return { operation, success: true, error: done };
}

function readOne(card: SampleCard, application: string, file: string): FileResult {
  const content = card.files.get(application)?.get(file);
  if (content === undefined) return { file, success: false, error: failure(100, 'file not found') };
  // Only the files of the travel document are covered by a signature.
  const passive = application === 'ePassport' ? { passive: { code: 0 } } : {};
  return { file, success: true, content, ...passive, error: done };
}

function applicationError(card: SampleCard, application: string): ErrorInfo | undefined {
  if (!applications.some((name) => name === application)) return failure(108, 'application unknown');
  if (card.files.has(application)) return undefined;
  return card.eacVersion === 1 ? failure(106, 'no eID application') : undefinedError;
}
