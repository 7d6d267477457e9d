/** What a hand-over erased and how far that has come, for the side of the screen: nothing is called gone before it is. */
import type { Facts, ServiceDeclaration } from '../services/service.ts';
import type { ErasurePort } from './erasure-orders.ts';

const clock = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });

export function erasureNotices(service: ServiceDeclaration, facts: Facts, erasures: ErasurePort): string[] {
  return (service.erasures?.(facts) ?? []).map((order) => {
    const { erasedAt, centre } = erasures.stateOf(order);
    const whose = `Fingerabdrücke und Unterschriftsbild des Antrags ${order.number}`;
    if (erasedAt === null)
      return `${whose}: Löschung angeordnet, noch nicht ausgeführt. Sie wird beim nächsten Start nachgeholt.`;
    const here = `${whose}: an diesem Platz gelöscht um ${clock.format(new Date(erasedAt))} Uhr`;
    if (centre === 'none') return `${here}.`;
    return centre === 'done'
      ? `${here}, in der Zentrale ebenfalls.`
      : `${here}. Die Löschung in der Zentrale ist vorgemerkt und folgt, sobald die Leitung steht.`;
  });
}
