/** Numbers of the PIV card application: NIST SP 800-73-4. */
export const piv = {
  /** Part 1, 2.2: application identifier; selected by its right-truncated form without the version. */
  applicationId: 'A000000308000010000100',
  selectedId: 'A00000030800001000',
  /** Part 1, table 3: container «X.509 Certificate for PIV Authentication», readable without the PIN. */
  authenticationCertificate: [0x5f, 0xc1, 0x05],
  /** Part 1, table 4b: key reference «PIV Authentication Key». */
  authenticationKey: 0x9a,
  /** Part 1, table 4a: key reference of the PIV Card Application PIN. */
  pinReference: 0x80,
  /** Part 1, table 5 (SP 800-78-4, table 6-2): ECC, curve P-256. */
  eccP256: 0x11,
  /** Part 2, 2.4.3: six to eight digits, padded with FF to eight bytes. */
  pinLength: 8,
  pinPadding: 0xff,
  /** Part 2, 3.1.1 to 3.2.4. */
  select: 0xa4,
  getData: 0xcb,
  verify: 0x20,
  generalAuthenticate: 0x87,
} as const;

/** Tags: part 1, appendix A (certificate container), part 2, 3.1.2 (GET DATA) and table 7 (dynamic authentication template). */
export const pivTags = {
  tagList: 0x5c,
  data: 0x53,
  certificate: 0x70,
  certificateInfo: 0x71,
  template: 0x7c,
  challenge: 0x81,
  response: 0x82,
} as const;

/** Part 2, 3.2.1 and 3.2.4; 63Cx carries the retries left. */
export const pivStatus = {
  done: 0x9000,
  wrongPinFamily: 0x63c,
  securityNotSatisfied: 0x6982,
  blocked: 0x6983,
  conditions: 0x6985,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
} as const;
