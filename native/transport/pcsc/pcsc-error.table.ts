/** PC/SC return codes (winscard.h, pcsclite.h) and what they mean for a device call. */
import type { DeviceErrorCode } from '../../core/device-error.table.ts';

export const pcscErrors: Readonly<Record<number, readonly [name: string, code: DeviceErrorCode]>> = {
  2148532225: ['F_INTERNAL_ERROR', 'device.garbled'],
  2148532226: ['E_CANCELLED', 'device.cancelled'],
  2148532227: ['E_INVALID_HANDLE', 'device.disconnected'],
  2148532232: ['E_INSUFFICIENT_BUFFER', 'device.garbled'],
  2148532233: ['E_UNKNOWN_READER', 'device.disconnected'],
  2148532234: ['E_TIMEOUT', 'device.timeout'],
  2148532235: ['E_SHARING_VIOLATION', 'device.in-use'],
  2148532236: ['E_NO_SMARTCARD', 'card.absent'],
  2148532239: ['E_PROTO_MISMATCH', 'device.unsupported'],
  2148532240: ['E_NOT_READY', 'device.not-ready'],
  2148532243: ['F_COMM_ERROR', 'device.disconnected'],
  // A contactless card that leaves the field in the middle of a command is often told like this.
  2148532246: ['E_NOT_TRANSACTED', 'card.removed'],
  2148532247: ['E_READER_UNAVAILABLE', 'device.disconnected'],
  2148532253: ['E_NO_SERVICE', 'device.service-missing'],
  2148532254: ['E_SERVICE_STOPPED', 'device.service-missing'],
  2148532270: ['E_NO_READERS_AVAILABLE', 'device.not-found'],
  2148532271: ['E_COMM_DATA_LOST', 'card.removed'],
  2148532325: ['W_UNSUPPORTED_CARD', 'device.unsupported'],
  2148532326: ['W_UNRESPONSIVE_CARD', 'card.garbled'],
  2148532327: ['W_UNPOWERED_CARD', 'card.removed'],
  // Somebody else reset the card between two of our commands.
  2148532328: ['W_RESET_CARD', 'device.in-use'],
  2148532329: ['W_REMOVED_CARD', 'card.removed'],
};
