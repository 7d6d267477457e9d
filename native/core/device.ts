/** What every device of the kit has in common, whatever its class. */

export interface DeviceInfo {
  /** Model id as in the class's list, for example `zvt`. */
  model: string;
  /** What the device says about itself, for the seat check; no personal data. */
  label: string;
  serial: string;
  firmware: string;
  /** True when the other end of the wire is software. Marked on screen and in every journal entry. */
  virtual: boolean;
}

export interface Device {
  readonly info: DeviceInfo;
  /** Asks the device whether it could work right now; throws a DeviceError that says why not. Bounded to 5 s. */
  check(): Promise<void>;
  /** Leaves the device without citizen data and releases it. Never throws. */
  close(): Promise<void>;
}
