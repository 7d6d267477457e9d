/** Writes and reads single IPP attributes by name; what is missing or of another type is `undefined`. */
import { DeviceError } from '../../core/device-error.ts';
import { valueTags } from './ipp.table.ts';
import type { IppAttribute, IppGroup } from './message.ts';

export function attribute(tag: keyof typeof valueTags, name: string, value: string | number | boolean): IppAttribute {
  return { tag: valueTags[tag], name, value: [value] };
}

export function keywords(name: string, values: readonly string[]): IppAttribute {
  return { tag: valueTags.keyword, name, value: [...values] };
}

export function groupOf(groups: readonly IppGroup[], tag: number): IppGroup | undefined {
  return groups.find((group) => group.tag === tag);
}

function valuesOf(group: IppGroup | undefined, name: string): readonly unknown[] {
  const value = group?.attributes.find((one) => one.name === name)?.value;
  return Array.isArray(value) ? value : [];
}

export function numberOf(group: IppGroup | undefined, name: string): number | undefined {
  const [value] = valuesOf(group, name);
  return typeof value === 'number' ? value : undefined;
}

export function booleanOf(group: IppGroup | undefined, name: string): boolean | undefined {
  const [value] = valuesOf(group, name);
  return typeof value === 'boolean' ? value : undefined;
}

export function numbersOf(group: IppGroup | undefined, name: string): number[] {
  return valuesOf(group, name).filter((value) => typeof value === 'number');
}

/** Texts and names, with or without a language. */
export function textsOf(group: IppGroup | undefined, name: string): string[] {
  const texts: string[] = [];
  for (const value of valuesOf(group, name)) {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string') {
      texts.push(value.value);
    }
  }
  return texts;
}

export function textOf(group: IppGroup | undefined, name: string): string | undefined {
  return textsOf(group, name)[0];
}

/** Throws `device.garbled` naming the attribute that a printer must send and did not. */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new DeviceError('device.garbled', `IPP answer without ${name}`);
  return value;
}
