/** XML as the box speaks it: bounded, without DTD and entities of its own, elements known by their local names. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { DeviceError } from '../../core/device-error.ts';

export interface XmlElement {
  /** Local name, without prefix. */
  name: string;
  /** By local name. */
  attributes: ReadonlyMap<string, string>;
  /** All text and CDATA directly inside, joined and trimmed. */
  text: string;
  children: readonly XmlElement[];
}

const bytesMax = 2 * 1024 * 1024;
const depthMax = 32;
const textKey = '#text';
const cdataKey = '#cdata';
const attributesKey = ':@';
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: textKey,
  cdataPropName: cdataKey,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: depthMax,
});

/** The root element; `device.garbled` for anything that is no small, plain, well-formed document. */
export function decodeXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > bytesMax) throw new DeviceError('device.garbled', `message of ${bytes.length} bytes`);
  let parsed: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new DeviceError('device.garbled', 'message with a DTD');
    const validity = XMLValidator.validate(text);
    if (validity !== true) throw new DeviceError('device.garbled', `no XML: ${validity.err.code}`);
    parsed = parser.parse(text);
  } catch (cause) {
    throw cause instanceof DeviceError ? cause : new DeviceError('device.garbled', 'no XML', { cause });
  }
  const [root, ...more] = elementsOf(parsed);
  if (root === undefined || more.length > 0) throw new DeviceError('device.garbled', 'no single root element');
  return root;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** `name` may carry a prefix and attributes; a value is escaped, a list of elements is taken as written. */
export function writeElement(name: string, content: string | readonly string[]): string {
  const [tag = name] = name.split(' ');
  return `<${name}>${typeof content === 'string' ? escapeText(content) : content.join('')}</${tag}>`;
}

function elementsOf(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) => {
    const entry = entriesOf(node).find(([key]) => key !== attributesKey);
    if (entry === undefined || entry[0] === textKey || entry[0] === cdataKey) return [];
    const attributes = entriesOf(entriesOf(node).find(([key]) => key === attributesKey)?.[1]);
    return [
      {
        name: entry[0],
        attributes: new Map(attributes.map(([key, value]) => [key, unescapeText(String(value))])),
        text: textOf(entry[1]).trim(),
        children: elementsOf(entry[1]),
      },
    ];
  });
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: unknown) => {
      const [key, value] = entriesOf(node)[0] ?? [];
      if (key === textKey) return unescapeText(String(value));
      // CDATA is taken as it is: an ampersand there starts nothing.
      return key === cdataKey && Array.isArray(value) ? String(entriesOf(value[0])[0]?.[1] ?? '') : '';
    })
    .join('');
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function unescapeText(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const known = whole.endsWith(';') ? predefined[name] : undefined;
    if (known !== undefined) return known;
    const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name) ?? [];
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!whole.endsWith(';') || !Number.isInteger(point) || point > 0x10ffff) {
      throw new DeviceError('device.garbled', 'unknown entity');
    }
    return String.fromCodePoint(point);
  });
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
