/**
 * Staff cards of training and tests, played by the virtual reader: fictive people, keys that protect nothing, certificates signed
 * by themselves. `stranger` belongs to no one in any directory.
 */
export interface StaffCard {
  pin: string;
  /** PKCS #8, DER, base64; EC P-256. */
  privateKey: string;
  /** X.509, DER, base64. */
  certificate: string;
}

export const staffCardNames = ['staff-berger', 'staff-kraus', 'staff-stranger'] as const;
export type StaffCardName = (typeof staffCardNames)[number];

export const staffCards: Readonly<Record<StaffCardName, StaffCard>> = {
  'staff-berger': {
    pin: '274913',
    privateKey: [
      'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMxc01qThAl1Dlz7COP2sM9buK+5v3VMzKgBak2ABmOehRANCAATA',
      'JwarveKTwaw1DuLT0UZuaY3c2bnJLGwcY/oSb1Yz9BYvxMV/6pRWaBpUchODEMmBnh1Fw1b+F0EYsf5IS57r',
    ].join(''),
    certificate: [
      'MIIBizCCATGgAwIBAgIUdwm4F1GKcC0GJCNsWV3eeRRD36EwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPU2NodWx1bmcgYmVyZ2Vy',
      'MCAXDTI2MTEyMjE0NTIxNVoYDzIxMjYxMDI5MTQ1MjE1WjAaMRgwFgYDVQQDDA9TY2h1bHVuZyBiZXJnZXIwWTATBgcqhkjOPQIB',
      'BggqhkjOPQMBBwNCAATAJwarveKTwaw1DuLT0UZuaY3c2bnJLGwcY/oSb1Yz9BYvxMV/6pRWaBpUchODEMmBnh1Fw1b+F0EYsf5I',
      'S57ro1MwUTAdBgNVHQ4EFgQUtX5UB+BWR8B2GLuACYXlNyxlR0swHwYDVR0jBBgwFoAUtX5UB+BWR8B2GLuACYXlNyxlR0swDwYD',
      'VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA7934/U443HXmp3seA+7gD68dNPzCrbe0/nY3BFvklqsCIDz65Ko2YlH8',
      'Ba8LWlRJxHBPc8OB+dxeFGdZhA5LEFZs',
    ].join(''),
  },
  'staff-kraus': {
    pin: '931745',
    privateKey: [
      'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgctNDFEJQjj+UCi3rl+GDlJZ0a6mlNCL8PyVxo7njhxmhRANCAASc',
      '11KxBOS1rUiRoI1mww0c0YGzmg6ve+zMPZm+l/93D5z+HwEAbuSZDHIbimvdRdFmAi2Diq3pYtHXgD9poWQf',
    ].join(''),
    certificate: [
      'MIIBiDCCAS+gAwIBAgIUS91iPNqXQ8dJdwDYtUsIK9+zN74wCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOU2NodWx1bmcga3JhdXMw',
      'IBcNMjYxMTIyMTQ1MjE2WhgPMjEyNjEwMjkxNDUyMTZaMBkxFzAVBgNVBAMMDlNjaHVsdW5nIGtyYXVzMFkwEwYHKoZIzj0CAQYI',
      'KoZIzj0DAQcDQgAEnNdSsQTkta1IkaCNZsMNHNGBs5oOr3vszD2Zvpf/dw+c/h8BAG7kmQxyG4pr3UXRZgItg4qt6WLR14A/aaFk',
      'H6NTMFEwHQYDVR0OBBYEFFsNtPxkyMhkQViuW2+XcZ2z4mB/MB8GA1UdIwQYMBaAFFsNtPxkyMhkQViuW2+XcZ2z4mB/MA8GA1Ud',
      'EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgEvbXDmLfY8w3Aql+U6Agfbm51lcyiSpxJpL8BR4zUvsCICf9r3jmp6iunb00',
      '0C2H1Mhaer0CPDQ5XVGozt3umJq6',
    ].join(''),
  },
  'staff-stranger': {
    pin: '111999',
    privateKey: [
      'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgShJ8rrnpYSIwpayKiy5cndM7bo9C/v6mkpToKYE/ZKKhRANCAARA',
      'Udk2IhCV4AhIaifZBn1M3cYvzRkqWllPVYwNKiky0C9GEs4aPLiKlmPXFYUTuhVwBxqcxXkkOwhpxKHiGFX0',
    ].join(''),
    certificate: [
      'MIIBkDCCATWgAwIBAgIUJ9edSYTPDFQbox7Lj0O1ht08elMwCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwRU2NodWx1bmcgc3RyYW5n',
      'ZXIwIBcNMjYxMTIyMTQ1MjE2WhgPMjEyNjEwMjkxNDUyMTZaMBwxGjAYBgNVBAMMEVNjaHVsdW5nIHN0cmFuZ2VyMFkwEwYHKoZI',
      'zj0CAQYIKoZIzj0DAQcDQgAEQFHZNiIQleAISGon2QZ9TN3GL80ZKlpZT1WMDSopMtAvRhLOGjy4ipZj1xWFE7oVcAcanMV5JDsI',
      'acSh4hhV9KNTMFEwHQYDVR0OBBYEFNaFkl0Dcar6CYamCEWI5I6yLLfCMB8GA1UdIwQYMBaAFNaFkl0Dcar6CYamCEWI5I6yLLfC',
      'MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAIteziDGn6mUwX7txOFR9qEK1N94cSfjxwkUs/aE0stkAiEAvQxW',
      'Yt8Q0soYEuKL1eN3BAVqOjBU0Zbpj/fqbFAqRFU=',
    ].join(''),
  },
};
