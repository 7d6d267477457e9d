/** The feature reports a virtual pad keeps and gives back, with their factory values and which of them live in NVRAM. */
import * as identity from '../codec/identity-reports.ts';
import { optionMode, optionModeReport } from '../codec/pen-data.ts';
import type { ReportCodec } from '../codec/report-codec.ts';
import * as screen from '../codec/screen-reports.ts';
import { virtualUid, virtualUid2 } from '../identify-stu.ts';
import type { StuModel } from '../stu-models.table.ts';
import type { VirtualGeometry } from './virtual-models.table.ts';

const readOnly: ReadonlySet<number> = new Set([0x06, 0x08, 0x09, 0x0b, 0x0f]);
export const nvramIds: ReadonlySet<number> = new Set([0x0a, 0x0c, 0x29, 0x2b, 0x2c, 0x2e]);

export class ReportStore {
  readonly codecs: readonly ReportCodec<object>[];
  readonly #factory: ReadonlyMap<number, Uint8Array>;
  readonly #values: Map<number, Uint8Array>;

  constructor(entries: readonly (readonly [ReportCodec<object>, object])[]) {
    this.codecs = entries.map(([codec]) => codec);
    this.#factory = new Map(entries.map(([codec, fields]) => [codec.id, codec.encode(fields)]));
    this.#values = new Map(this.#factory);
  }

  read(id: number): Uint8Array | undefined {
    return this.#values.get(id);
  }

  canWrite(id: number): boolean {
    return this.#values.has(id) && !readOnly.has(id);
  }

  /** Decoding first makes a short report throw `device.garbled`. */
  write(report: Uint8Array): void {
    const codec = this.codecs.find(({ id }) => id === report[0]);
    if (codec !== undefined) this.#values.set(codec.id, codec.encode(codec.decode(report)));
  }

  /** Everything back to the factory value but NVRAM. */
  restore(): void {
    for (const [id, value] of this.#factory) if (!nvramIds.has(id)) this.#values.set(id, value);
  }

  get inking(): boolean {
    return this.#value(screen.inkingModeReport).value === 1;
  }

  get optionMode(): number {
    return this.#values.has(optionModeReport.id) ? this.#value(optionModeReport).value : optionMode.none;
  }

  get threshold(): screen.InkThreshold {
    return this.#value(screen.inkThresholdReport);
  }

  get handwritingArea(): screen.PixelArea {
    if (this.#values.has(screen.handwritingAreaReport.id)) return this.#value(screen.handwritingAreaReport);
    return { x1: 0, y1: 0, x2: 0xffff, y2: 0xffff };
  }

  #value<Fields>(codec: ReportCodec<Fields>): Fields {
    return codec.decode(this.#values.get(codec.id) ?? new Uint8Array());
  }
}

export function factoryStore(model: StuModel, geometry: VirtualGeometry): ReportStore {
  const { clearMs: _, ...size } = geometry;
  const switchable = model.name === 'STU-430V' || model.name === 'STU-540';
  const colour = size.encodingFlag > 2;
  const entries: (readonly [ReportCodec<object>, object])[] = [
    [
      identity.informationReport,
      { model: model.name, firmwareMajor: 1, firmwareMinor: 0, secureIc: 0, secureIcVersion: [0, 0, 0, 0] },
    ],
    [identity.capabilityReport, { ...size, rateHz: 200, resolution: 2540 }],
    [identity.uidReport, { uid: virtualUid }],
    [screen.inkingModeReport, { value: 1 }],
    [screen.inkThresholdReport, { on: 21, off: 16 }],
  ];
  if (model.uid2) entries.push([identity.uid2Report, { uid2: virtualUid2 }]);
  if (model.optionMode !== optionMode.none) entries.push([optionModeReport, { value: 0 }]);
  if (model.handwritingArea) {
    const corner = { x2: size.screenWidthPx - 1, y2: size.screenHeightPx - 1 };
    entries.push([screen.handwritingAreaReport, { x1: 0, y1: 0, ...corner }]);
  }
  if (colour) {
    entries.push(
      [screen.inkColour16Report, { rgb565: 0, thickness: 1 }],
      [screen.background16Report, { value: 0xffff }],
      [screen.backlightReport, { value: 3 }],
      [screen.contrastReport, { value: 0 }],
    );
  }
  if (size.encodingFlag >= 8) {
    entries.push(
      [screen.inkColour24Report, { red: 0, green: 0, blue: 0, thickness: 1 }],
      [screen.background24Report, { red: 255, green: 255, blue: 255 }],
    );
  }
  if (model.imageArea) entries.push([screen.bootScreenReport, { value: 0 }]);
  if (switchable) {
    const ids = { vendorId: 0x056a, productId: model.productId, bcdDevice: 0x0100 };
    entries.push([identity.hidInformationReport, ids], [identity.defaultModeReport, { mode: 1 }]);
  }
  if (model.name === 'STU-540') {
    entries.push([identity.renderingModeReport, { value: 0 }], [identity.eSerialReport, { serial: 'VIRTUAL000001' }]);
  }
  return new ReportStore(entries);
}
