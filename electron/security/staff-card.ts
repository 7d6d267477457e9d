/** Proof by staff card: a challenge nobody has seen before, signed by the card whose public key the directory holds. */
import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { AppError, isAppError } from '../contract/app-error.ts';
import type { StaffCards } from './port.ts';

export interface ReadCard {
  certificate: Uint8Array;
  /** SubjectPublicKeyInfo, DER, base64: how the directory names a card. */
  publicKey: string;
}

export interface CardProof {
  ready(): boolean;
  /** Whose card it claims to be; nothing is proven yet. Throws `staff-card.no-reader`, `staff-card.absent`, `staff-card.unreadable`, `card.*`. */
  read(): Promise<ReadCard>;
  /** Throws `staff-card.wrong-pin` (params: `left`), `staff-card.blocked`, `staff-card.not-proven`, `staff-card.removed`, `card.*`. */
  prove(card: ReadCard, pin: string, userName: string): Promise<void>;
}

export function createCardProof(parts: {
  cards: StaffCards;
  authority: string;
  seatId: string;
  clock: { nowMs(): number };
}): CardProof {
  const { cards, authority, seatId, clock } = parts;
  return {
    ready: () => cards.ready(),
    async read() {
      if (!cards.ready()) throw new AppError('staff-card.no-reader');
      const certificate = await ofStaff(cards.identify());
      return { certificate, publicKey: publicKeyOf(certificate) };
    },
    async prove({ certificate, publicKey }, pin, userName) {
      // Says for what and for whom it is signed; the nonce makes a signature from before, or from elsewhere, worthless.
      const nonce = randomBytes(32).toString('hex');
      const at = new Date(clock.nowMs()).toISOString();
      const challenge = Buffer.from(
        JSON.stringify(['zweitplatz staff card', 1, authority, seatId, userName, nonce, at]),
        'utf8',
      );
      const digest = createHash('sha256').update(challenge).digest();
      const outcome = await ofStaff(cards.sign({ pin, digest, certificate }));
      if (outcome.kind === 'wrong-pin') throw new AppError('staff-card.wrong-pin', { left: outcome.left });
      if (outcome.kind === 'blocked') throw new AppError('staff-card.blocked');
      if (!isSignature(publicKey, challenge, outcome.signature)) throw new AppError('staff-card.not-proven');
    },
  };
}

/** What a reader says of any card speaks of citizens' documents; here it is the card of whoever signs in or confirms. */
async function ofStaff<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = isAppError(error) ? error.code : null;
    if (code === 'card.absent') throw new AppError('staff-card.absent', {}, { cause: error });
    if (code === 'card.removed') throw new AppError('staff-card.removed', {}, { cause: error });
    throw error;
  }
}

/** Throws `staff-card.unreadable` for what is no certificate, and for any other kind of key. */
function publicKeyOf(certificate: Uint8Array): string {
  try {
    const { publicKey } = new X509Certificate(certificate);
    if (publicKey.asymmetricKeyType === 'ec' && publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
      return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    }
  } catch (error) {
    throw new AppError('staff-card.unreadable', {}, { cause: error });
  }
  throw new AppError('staff-card.unreadable');
}

function isSignature(publicKey: string, challenge: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  try {
    return verify('sha256', challenge, { key, dsaEncoding: 'der' }, signature);
  } catch {
    return false; // no DER of a signature at all
  }
}
