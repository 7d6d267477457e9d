/** The fictive clerks of a training seat, shown with their PINs on the sign-in screen; a live seat never has them. */
import type { NewClerk } from './security/port.ts';

export const trainingClerks: readonly NewClerk[] = [
  { userName: 'berger', displayName: 'Anna Berger', role: 'clerk', pin: '274913' },
  { userName: 'yilmaz', displayName: 'Deniz Yılmaz', role: 'stand-in', pin: '508216' },
  { userName: 'kraus', displayName: 'Petra Kraus', role: 'lead', pin: '931745' },
];
