/** A hand with its fingers in their states: due, taken, missing. Colour never speaks alone; each state has its own mark. */
import { fingerShapes, handPictureSize } from './hand-shape.ts';

export type FingerMark = 'open' | 'current' | 'accepted' | 'below-threshold' | 'missing' | 'not-needed';

export interface HandPictureProps {
  hand: 'right' | 'left';
  /** State by finger name of the contract, for example `right-index`. */
  marks: Readonly<Record<string, FingerMark>>;
  label: string;
}

const signs: Partial<Record<FingerMark, string>> = { accepted: '✓', 'below-threshold': '!', missing: '✕' };

export function HandPicture({ hand, marks, label }: HandPictureProps) {
  const { width, height } = handPictureSize;
  const mirror = (x: number): number => (hand === 'left' ? width - x : x);
  const drawn = fingerShapes.map((shape) => ({
    shape,
    mark: marks[`${hand}-${shape.finger}`] ?? ('not-needed' as const),
    x1: mirror(shape.x1),
    x2: mirror(shape.x2),
  }));
  // Outlines first, then the palm, then the fingers: so that they grow out of the hand.
  return (
    <svg className="hand" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {drawn.map(({ shape, mark, x1, x2 }) => (
        <line
          key={shape.finger}
          className={`finger-edge finger-${mark}`}
          x1={x1}
          y1={shape.y1}
          x2={x2}
          y2={shape.y2}
          strokeWidth={shape.width + 4}
        />
      ))}
      <path
        className="hand-palm"
        transform={hand === 'left' ? `translate(${width} 0) scale(-1 1)` : undefined}
        d="M58 122 Q60 106 76 106 L146 112 Q166 116 166 138 L160 196 Q156 228 128 230 L92 230 Q70 228 60 202 L48 166 Q46 156 54 148 Z"
      />
      {drawn.map(({ shape, mark, x1, x2 }) => (
        <g key={shape.finger}>
          <line
            className={`finger-body finger-${mark}`}
            x1={x1}
            y1={shape.y1}
            x2={x2}
            y2={shape.y2}
            strokeWidth={shape.width}
          />
          {mark === 'current' && <circle className="finger-target" cx={x2} cy={shape.y2} r={shape.width / 2 - 3} />}
          {signs[mark] !== undefined && (
            <text className="finger-sign" x={x2} y={shape.y2 + 7} textAnchor="middle">
              {signs[mark]}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
