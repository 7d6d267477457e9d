/** Names are typed at the counter: case and stray blanks do not matter. */
export const foldUserName = (userName: string): string => userName.normalize('NFC').trim().toLowerCase();
