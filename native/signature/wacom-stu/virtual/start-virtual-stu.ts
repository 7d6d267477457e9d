/** A virtual pad with the person in front of it, driven by named actions. */
import type { Clock } from '../../../core/context.ts';
import { encodeHex } from '../../../core/hex.ts';
import { padState } from '../codec/identity-reports.ts';
import { findStuModel } from '../stu-models.table.ts';
import { readButtonId, readButtons, readNumber, readStrokes } from './citizen-actions.ts';
import { seatButtons, VirtualCitizen } from './virtual-citizen.ts';
import { VirtualStu } from './virtual-stu.ts';

type Parameters = Readonly<Record<string, unknown>>;

export interface VirtualStuHandle {
  readonly pad: VirtualStu;
  /** sign, tap, auto, unplug, plug, set-fault, leave-in, screen. Throws RangeError on anything else. */
  act(action: string, parameters?: Parameters): Promise<unknown>;
  close(): void;
}

export function startVirtualStu(options: {
  clock: Clock;
  seed: number;
  pace: number;
  /** Default STU-530. */
  model?: string;
}): VirtualStuHandle {
  const model = findStuModel(options.model ?? 'STU-530');
  if (model === undefined) throw new RangeError('no such model');
  const pad = new VirtualStu(model, options.clock);
  const citizen = new VirtualCitizen(pad, options);
  const buttons = seatButtons(pad.geometry);
  return {
    pad,
    async act(action, parameters = {}) {
      switch (action) {
        case 'sign':
          return citizen.sign(readStrokes(parameters.strokes));
        case 'tap': {
          const samples = readNumber(parameters, 'samples', 6);
          if (parameters.button === undefined) {
            return citizen.tap({ x: readNumber(parameters, 'x'), y: readNumber(parameters, 'y') }, samples);
          }
          const { x, y, widthPx, heightPx } = buttons[readButtonId(parameters.button)];
          return citizen.tap({ x: x + widthPx / 2, y: y + heightPx / 2 }, samples);
        }
        case 'auto':
          citizen.auto =
            parameters.autoSign === false
              ? undefined
              : {
                  buttons: readButtons(parameters.buttons, buttons),
                  tap: readButtonId(parameters.tap ?? 'accept'),
                };
          return undefined;
        case 'unplug':
          pad.setPlugged(false);
          return undefined;
        case 'plug':
          pad.setPlugged(true);
          return undefined;
        case 'set-fault':
          return setFault(pad, parameters);
        case 'leave-in':
          return leaveIn(pad, parameters.state);
        case 'screen':
          return describeScreen(pad);
        default:
          throw new RangeError(`unknown action ${action}`);
      }
    },
    close() {
      citizen.close();
      pad.close();
    },
  };
}

/** kind: stall | wrong-state (report, times), lose-samples (count), slow-clear (delayMs), none. */
function setFault({ faults, geometry }: VirtualStu, parameters: Parameters): void {
  switch (parameters.kind) {
    case 'stall':
      faults.stalls.set(readNumber(parameters, 'report'), readNumber(parameters, 'times', 1));
      return;
    case 'wrong-state':
      faults.wrongStates.set(readNumber(parameters, 'report'), readNumber(parameters, 'times', 1));
      return;
    case 'lose-samples':
      faults.samplesToLose = readNumber(parameters, 'count');
      return;
    case 'slow-clear':
      faults.clearMs = readNumber(parameters, 'delayMs', 600);
      return;
    case 'none':
      faults.stalls.clear();
      faults.wrongStates.clear();
      faults.samplesToLose = 0;
      faults.clearMs = geometry.clearMs;
      return;
    default:
      throw new RangeError('unknown fault');
  }
}

/** As another program would leave the pad behind. */
function leaveIn(pad: VirtualStu, state: unknown): void {
  if (state !== 'image' && state !== 'capture' && state !== 'calculation') throw new RangeError('unknown state');
  pad.state = padState[state];
}

/** `bits` and `bitsWithInk` are base64 of one bit a pixel, 1 = white, rows padded to a byte; `ink` is in pixels. */
function describeScreen({ screen, store, state, nvramWrites, usb }: VirtualStu) {
  const base64 = (withInk: boolean) => Buffer.from(screen.bits(withInk)).toString('base64');
  const bits = screen.bits(true);
  return {
    product: usb.product,
    widthPx: screen.widthPx,
    heightPx: screen.heightPx,
    bits: base64(false),
    bitsWithInk: base64(true),
    ink: screen.ink.map((stroke) => [...stroke]),
    blank: bits.every((byte) => byte === 0xff),
    inking: store.inking,
    optionMode: store.optionMode,
    state: encodeHex(Uint8Array.of(state)),
    nvramWrites,
  };
}
