/** Parameters of what can be done to a virtual pad, checked where they come in. */
export type ButtonId = 'accept' | 'clear' | 'cancel';

export interface Rectangle {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

export type ButtonRectangles = Readonly<Record<ButtonId, Rectangle>>;

type Parameters = Readonly<Record<string, unknown>>;

export function readNumber(parameters: Parameters, name: string, fallback?: number): number {
  const value = parameters[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new RangeError(`${name} is no number`);
  return value;
}

export function readButtonId(value: unknown): ButtonId {
  if (value === 'accept' || value === 'clear' || value === 'cancel') return value;
  throw new RangeError('button is accept, clear or cancel');
}

/** Given rectangles replace the defaults one by one. */
export function readButtons(value: unknown, defaults: ButtonRectangles): ButtonRectangles {
  if (value === undefined) return defaults;
  const given = readObject(value, 'buttons');
  const rectangle = (id: ButtonId): Rectangle => {
    if (given[id] === undefined) return defaults[id];
    const fields = readObject(given[id], id);
    return {
      x: readNumber(fields, 'x'),
      y: readNumber(fields, 'y'),
      widthPx: readNumber(fields, 'widthPx'),
      heightPx: readNumber(fields, 'heightPx'),
    };
  };
  return { accept: rectangle('accept'), clear: rectangle('clear'), cancel: rectangle('cancel') };
}

/** Strokes in the pad's units (0.01 mm). */
export function readStrokes(value: unknown): { x: number; y: number; pressure: number }[][] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new RangeError('strokes is no list');
  return value.map((stroke: unknown) => {
    if (!Array.isArray(stroke)) throw new RangeError('a stroke is no list');
    return stroke.map((point: unknown) => {
      const fields = readObject(point, 'point');
      return { x: readNumber(fields, 'x'), y: readNumber(fields, 'y'), pressure: readNumber(fields, 'pressure', 400) };
    });
  });
}

function readObject(value: unknown, name: string): Parameters {
  if (typeof value !== 'object' || value === null) throw new RangeError(`${name} is no object`);
  return Object.fromEntries(Object.entries(value));
}
