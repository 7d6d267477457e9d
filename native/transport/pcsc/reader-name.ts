/** Picks a reader by name. pcsclite appends `<reader number> <slot number>`; the first changes when readers are plugged anew. */

/** Name of the reader driver of vsmartcard. */
const softwareReader = 'Virtual PCD';
const numbered = /^(.*) [0-9A-F]{2} ([0-9A-F]{2})$/;

export function findReader(names: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted === undefined) return names.find((name) => !name.includes(softwareReader)) ?? names[0];
  const [, base, slot] = numbered.exec(wanted) ?? [];
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => {
      const parts = numbered.exec(name);
      return base !== undefined && parts?.[1] === base && parts[2] === slot;
    }) ??
    names.find((name) => name.includes(wanted))
  );
}

export function isSoftwareReader(name: string): boolean {
  return name.includes(softwareReader);
}
