/** PACE protocols by the last two arcs under id-PACE, 0.4.0.127.0.7.2.2.4 (TR-03110-3 A.1.1.1, ICAO 9303-11 §9.2.1). */
export const paceRoot = '0.4.0.127.0.7.2.2.4';

export const paceProtocols: Readonly<Record<string, string>> = {
  '1.1': 'DH-GM-3DES-CBC-CBC',
  '1.2': 'DH-GM-AES-CBC-CMAC-128',
  '1.3': 'DH-GM-AES-CBC-CMAC-192',
  '1.4': 'DH-GM-AES-CBC-CMAC-256',
  '2.1': 'ECDH-GM-3DES-CBC-CBC',
  '2.2': 'ECDH-GM-AES-CBC-CMAC-128',
  '2.3': 'ECDH-GM-AES-CBC-CMAC-192',
  '2.4': 'ECDH-GM-AES-CBC-CMAC-256',
  '3.1': 'DH-IM-3DES-CBC-CBC',
  '3.2': 'DH-IM-AES-CBC-CMAC-128',
  '3.3': 'DH-IM-AES-CBC-CMAC-192',
  '3.4': 'DH-IM-AES-CBC-CMAC-256',
  '4.1': 'ECDH-IM-3DES-CBC-CBC',
  '4.2': 'ECDH-IM-AES-CBC-CMAC-128',
  '4.3': 'ECDH-IM-AES-CBC-CMAC-192',
  '4.4': 'ECDH-IM-AES-CBC-CMAC-256',
  '6.2': 'ECDH-CAM-AES-CBC-CMAC-128',
  '6.3': 'ECDH-CAM-AES-CBC-CMAC-192',
  '6.4': 'ECDH-CAM-AES-CBC-CMAC-256',
};
