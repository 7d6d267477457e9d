/** A seal that breaks a rule of its format; the message names the rule and the place, never the content. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}
