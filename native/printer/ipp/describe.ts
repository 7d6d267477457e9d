/** One line of an IPP message for the log: operation or status, groups and sizes; never a name, a user or a document. */
import { operations, statusName } from './ipp.table.ts';
import type { IppRequest, IppResponse } from './message.ts';

export function describeRequest(request: IppRequest): string {
  const name = Object.entries(operations).find(([, id]) => id === request.operationId)?.[0];
  const document = request.document.length === 0 ? '' : `, document of ${request.document.length} bytes`;
  return `#${request.requestId} ${name ?? `operation ${request.operationId}`}${document}`;
}

export function describeResponse(response: IppResponse): string {
  return `#${response.requestId} ${statusName(response.statusCode)}, ${response.groups.length} groups`;
}
