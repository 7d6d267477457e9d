/** The software printer's side of the protocol: one decoded request in, one response out (RFC 8011 §4.2, §4.3). */

import { booleanOf, groupOf, keywords, numberOf, attribute as one, textOf, textsOf } from '../attributes.ts';
import type { IppOperation } from '../ipp.table.ts';
import { groupTags, operations, status, valueTags } from '../ipp.table.ts';
import type { IppAttribute, IppGroup, IppRequest, IppResponse } from '../message.ts';
import { virtualPrinterName } from '../virtual-printer-name.ts';
import type { JobDesk, JobTicket } from './job-desk.ts';
import type { StoredJob } from './job-store.ts';

export interface PrinterFace {
  desk: JobDesk;
  printerUri: string;
  /** The fault `busy`. */
  busy: boolean;
  /** The fault `cancel-with-sheet`: the sheet in hand comes out although its job is cancelled. */
  sheetAfterCancel: boolean;
}

const supportedMedia = ['iso_a4_210x297mm', 'iso_a5_148x210mm', 'iso_a6_105x148mm'];

export function answerIpp(face: PrinterFace, request: IppRequest): IppResponse {
  const operation = groupOf(request.groups, groupTags.operation);
  const name = Object.entries(operations).find(([, id]) => id === request.operationId)?.[0] as IppOperation | undefined;
  const reply = (statusCode: number, groups: readonly IppGroup[] = []): IppResponse => ({
    statusCode,
    requestId: request.requestId,
    groups: [head(), ...groups],
  });
  if (name === undefined) return reply(status.operationNotSupported);
  const [first] = operation?.attributes ?? [];
  if (first?.name !== 'attributes-charset' || textOf(operation, 'printer-uri') === undefined) {
    return reply(status.badRequest);
  }
  switch (name) {
    case 'validateJob':
      return reply(refusal(face, request).statusCode, refusal(face, request).groups);
    case 'printJob': {
      const refused = refusal(face, request);
      if (refused.statusCode !== status.ok) return reply(refused.statusCode, refused.groups);
      if (request.document.length === 0) return reply(status.badRequest);
      return reply(status.ok, [jobGroup(face, face.desk.accept(ticketOf(request), request.document.slice()))]);
    }
    case 'getJobs':
      return listJobs(face, operation, reply);
    case 'getPrinterAttributes':
      return reply(status.ok, [selected(printerGroup(face), textsOf(operation, 'requested-attributes'))]);
    case 'getJobAttributes':
    case 'cancelJob': {
      const job = face.desk.find(numberOf(operation, 'job-id') ?? 0);
      if (!job) return reply(status.notFound);
      if (name === 'cancelJob')
        return reply(face.desk.cancel(job, face.sheetAfterCancel) ? status.ok : status.notPossible);
      return reply(status.ok, [selected(jobGroup(face, job), textsOf(operation, 'requested-attributes'))]);
    }
  }
}

function listJobs(
  face: PrinterFace,
  operation: IppGroup | undefined,
  reply: (statusCode: number, groups: readonly IppGroup[]) => IppResponse,
): IppResponse {
  const which = textOf(operation, 'which-jobs') ?? 'not-completed';
  const wanted = which === 'all' ? () => true : (job: StoredJob) => (which === 'completed') === job.state >= 7;
  const user = booleanOf(operation, 'my-jobs') === true ? (textOf(operation, 'requesting-user-name') ?? '') : null;
  const jobs = face.desk.jobs.filter((job) => wanted(job) && (user === null || user === job.user));
  const attributes = textsOf(operation, 'requested-attributes');
  return reply(
    status.ok,
    jobs.map((job) => selected(jobGroup(face, job), attributes)),
  );
}

function refusal(face: PrinterFace, request: IppRequest): { statusCode: number; groups: readonly IppGroup[] } {
  const operation = groupOf(request.groups, groupTags.operation);
  const template = groupOf(request.groups, groupTags.job);
  const media = textOf(template, 'media');
  if (face.busy) return { statusCode: status.busy, groups: [] };
  if (!face.desk.accepting) return { statusCode: status.notAcceptingJobs, groups: [] };
  if ((textOf(operation, 'document-format') ?? 'application/pdf') !== 'application/pdf') {
    return { statusCode: status.formatNotSupported, groups: [] };
  }
  if (media !== undefined && !supportedMedia.includes(media)) {
    const attributes = [one('keyword', 'media', media)];
    return { statusCode: status.valuesNotSupported, groups: [{ tag: groupTags.unsupported, attributes }] };
  }
  return { statusCode: status.ok, groups: [] };
}

function ticketOf(request: IppRequest): JobTicket {
  const operation = groupOf(request.groups, groupTags.operation);
  const template = groupOf(request.groups, groupTags.job);
  return {
    name: textOf(operation, 'job-name') ?? 'untitled',
    user: textOf(operation, 'requesting-user-name') ?? 'anonymous',
    copies: Math.min(99, Math.max(1, numberOf(template, 'copies') ?? 1)),
    media: textOf(template, 'media') ?? 'iso_a4_210x297mm',
  };
}

function head(): IppGroup {
  return {
    tag: groupTags.operation,
    attributes: [
      one('charset', 'attributes-charset', 'utf-8'),
      one('naturalLanguage', 'attributes-natural-language', 'de'),
    ],
  };
}

function jobGroup({ printerUri }: PrinterFace, job: StoredJob): IppGroup {
  return {
    tag: groupTags.job,
    attributes: [
      one('uri', 'job-uri', `${printerUri}/${job.id}`),
      one('integer', 'job-id', job.id),
      one('name', 'job-name', job.name),
      one('name', 'job-originating-user-name', job.user),
      one('enum', 'job-state', job.state),
      keywords('job-state-reasons', job.reasons),
      one('integer', 'job-impressions-completed', job.sheetsOut),
    ],
  };
}

function printerGroup({ desk, printerUri }: PrinterFace): IppGroup {
  const reasons = desk.reasons;
  return {
    tag: groupTags.printer,
    attributes: [
      one('uri', 'printer-uri-supported', printerUri),
      one('name', 'printer-name', 'Zweitplatz'),
      one('text', 'printer-make-and-model', virtualPrinterName),
      one('uri', 'printer-uuid', 'urn:uuid:00000000-0000-4000-8000-000000000005'),
      one('text', 'printer-firmware-string-version', '1.0'),
      one('enum', 'printer-state', desk.stopped ? 5 : desk.printing ? 4 : 3),
      keywords('printer-state-reasons', reasons.length === 0 ? ['none'] : reasons),
      one('boolean', 'printer-is-accepting-jobs', desk.accepting),
      one('integer', 'queued-job-count', desk.jobs.filter((job) => job.state < 7).length),
      { tag: valueTags.enum, name: 'operations-supported', value: Object.values(operations) },
      { tag: valueTags.mimeMediaType, name: 'document-format-supported', value: ['application/pdf'] },
      keywords('media-supported', supportedMedia),
      keywords('media-ready', desk.sheetsLeft === 0 ? [] : supportedMedia.slice(0, 1)),
    ].filter(hasValue),
  };
}

/** An attribute without a value cannot be written (RFC 8010 §3.1.3). */
function hasValue(attribute: IppAttribute): boolean {
  return Array.isArray(attribute.value) && attribute.value.length > 0;
}

function selected(group: IppGroup, wanted: readonly string[]): IppGroup {
  if (wanted.length === 0 || wanted.some((name) => name === 'all' || name.endsWith('-description'))) return group;
  return { tag: group.tag, attributes: group.attributes.filter(({ name }) => wanted.includes(name)) };
}
