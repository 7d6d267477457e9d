/** The fictive clerks of a training seat, shown with their PINs on the sign-in screen; a live seat never has them. */
import type { NewClerk } from './security/port.ts';

/** Two of them have a staff card, which the virtual reader plays as `staff-berger` and `staff-kraus`; its PIN is the same. */
export const trainingClerks: readonly NewClerk[] = [
  {
    userName: 'berger',
    displayName: 'Anna Berger',
    role: 'clerk',
    pin: '274913',
    card: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwCcGq73ik8GsNQ7i09FGbmmN3Nm5ySxsHGP6Em9WM/QWL8TFf+qUVmgaVHITgxDJgZ4dRcNW/hdBGLH+SEue6w==',
  },
  { userName: 'yilmaz', displayName: 'Deniz Yılmaz', role: 'stand-in', pin: '508216' },
  {
    userName: 'kraus',
    displayName: 'Petra Kraus',
    role: 'lead',
    pin: '931745',
    card: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEnNdSsQTkta1IkaCNZsMNHNGBs5oOr3vszD2Zvpf/dw+c/h8BAG7kmQxyG4pr3UXRZgItg4qt6WLR14A/aaFkHw==',
  },
  { userName: 'vogt', displayName: 'Jonas Vogt', role: 'it', pin: '615038' },
];
