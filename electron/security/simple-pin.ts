/** What everybody would try first: one sign over and over, a run up or down, the user name. */
export function isSimplePin(pin: string, userName: string): boolean {
  const signs = [...pin.normalize('NFC')];
  const codes = signs.map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const isRun = [0, 1, -1].some((step) => steps.every((each) => each === step));
  const half = signs.slice(0, signs.length / 2).join('');
  const repeats = signs.length % 2 === 0 && pin.normalize('NFC') === half + half && new Set(half).size <= 2;
  const name = userName.trim().toLowerCase();
  return isRun || repeats || (name.length >= 3 && pin.toLowerCase().includes(name));
}
