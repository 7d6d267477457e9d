/** The six requests the seat sends (RFC 8011 §4.2.1, §4.2.3, §4.2.5, §4.2.6, §4.3.3, §4.3.4), without their request id. */
import type { PrintOrder } from '../port.ts';
import { attribute, keywords } from './attributes.ts';
import { groupTags, type IppOperation, operations } from './ipp.table.ts';
import type { IppAttribute, IppGroup, IppRequest } from './message.ts';

export interface IppAddress {
  /** The `printer-uri` of every request: ipp or ipps. */
  printerUri: string;
  user: string;
}

export type IppCall = Omit<IppRequest, 'requestId'>;

const jobAttributes = ['job-id', 'job-name', 'job-state', 'job-state-reasons'];
const none = new Uint8Array(0);

export function printJob(address: IppAddress, order: PrintOrder): IppCall {
  return call('printJob', address, jobOperation(order), [jobTemplate(order)], order.pdf);
}

export function validateJob(address: IppAddress, order: PrintOrder): IppCall {
  return call('validateJob', address, jobOperation(order), [jobTemplate(order)]);
}

export function getJobAttributes(address: IppAddress, jobId: number): IppCall {
  return call('getJobAttributes', address, [], [], none, [
    attribute('integer', 'job-id', jobId),
    keywords('requested-attributes', jobAttributes),
  ]);
}

export function getJobs(address: IppAddress, which: 'all' | 'completed' | 'not-completed'): IppCall {
  return call('getJobs', address, [
    attribute('boolean', 'my-jobs', true),
    attribute('keyword', 'which-jobs', which),
    keywords('requested-attributes', jobAttributes),
  ]);
}

export function cancelJob(address: IppAddress, jobId: number): IppCall {
  return call('cancelJob', address, [], [], none, [attribute('integer', 'job-id', jobId)]);
}

export function getPrinterAttributes(address: IppAddress, wanted: readonly string[]): IppCall {
  return call('getPrinterAttributes', address, [keywords('requested-attributes', wanted)]);
}

/** RFC 8011 §4.1.4 fixes the order of the first attributes: charset, language, target, user. */
function call(
  operation: IppOperation,
  address: IppAddress,
  more: readonly IppAttribute[],
  groups: readonly IppGroup[] = [],
  document: Uint8Array = none,
  target: readonly IppAttribute[] = [],
): IppCall {
  const [jobId, ...afterUser] = target;
  const attributes = [
    attribute('charset', 'attributes-charset', 'utf-8'),
    attribute('naturalLanguage', 'attributes-natural-language', 'de'),
    attribute('uri', 'printer-uri', address.printerUri),
    ...(jobId ? [jobId] : []),
    attribute('name', 'requesting-user-name', address.user),
    ...more,
    ...afterUser,
  ];
  return {
    operationId: operations[operation],
    groups: [{ tag: groupTags.operation, attributes }, ...groups],
    document,
  };
}

function jobOperation(order: PrintOrder): IppAttribute[] {
  return [
    attribute('name', 'job-name', order.jobName),
    // A page on wrong paper is worse than none: the printer must refuse what it cannot do.
    attribute('boolean', 'ipp-attribute-fidelity', true),
    attribute('mimeMediaType', 'document-format', 'application/pdf'),
  ];
}

function jobTemplate(order: PrintOrder): IppGroup {
  return {
    tag: groupTags.job,
    attributes: [attribute('integer', 'copies', order.copies), attribute('keyword', 'media', order.media)],
  };
}
