/** Mirrors the pen on the pad while the person signs; keeps nothing. */
import { useRef } from 'react';
import { useLive } from '../ipc/use-live.ts';

const widthPx = 960;
/** Pen width in pixels at full pressure. */
const fullWidthPx = 9;

type Point = readonly [x: number, y: number, pressure: number];

export function InkCanvas({ vorgangId }: { vorgangId: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<Point | null>(null);
  useLive(vorgangId, 'ink', ({ points, widthUnits, heightUnits }) => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen || widthUnits <= 0) return;
    const wantedHeight = Math.round((widthPx * heightUnits) / widthUnits);
    if (element.height !== wantedHeight) element.height = wantedHeight;
    if (points === null) {
      pen.clearRect(0, 0, element.width, element.height);
      last.current = null;
      return;
    }
    const scale = widthPx / widthUnits;
    pen.lineCap = 'round';
    pen.strokeStyle = '#14213d';
    for (const point of points) {
      const [x, y, pressure] = point;
      const before = last.current;
      if (before && pressure > 0) {
        pen.lineWidth = 1.5 + (fullWidthPx - 1.5) * pressure;
        pen.beginPath();
        pen.moveTo(before[0] * scale, before[1] * scale);
        pen.lineTo(x * scale, y * scale);
        pen.stroke();
      }
      last.current = pressure > 0 ? point : null;
    }
  });
  return (
    <canvas
      ref={canvas}
      className="ink"
      width={widthPx}
      height={300}
      role="img"
      aria-label="Unterschrift, während sie entsteht"
    />
  );
}
