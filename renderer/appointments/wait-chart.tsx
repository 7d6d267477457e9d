/** Waits as bars: median filled, 90th percentile hatched, so that both can be told apart in grey. The table beside it says the same. */
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export interface WaitBar {
  label: string;
  /** Minutes. */
  median: number;
  p90: number;
}

export interface WaitChartProps {
  title: string;
  /** What the bars say, in one sentence. */
  text: string;
  bars: readonly WaitBar[];
  /** Long names beside the bars, or short ones below. */
  names: 'beside' | 'below';
}

const action = 'var(--kern-color-action-default)';
const ink = '#1f2328';
const minutes = (value: unknown): string =>
  `${Number(value).toLocaleString('de-DE', { maximumFractionDigits: 1 })} Min.`;
const rowHeight = 56;

export default function WaitChart({ title, text, bars, names }: WaitChartProps) {
  const beside = names === 'beside';
  const height = beside ? bars.length * rowHeight + 48 : 260;
  const category = { dataKey: 'label', type: 'category' as const, tick: { fill: ink, fontSize: 14 }, interval: 0 };
  const value = { type: 'number' as const, tick: { fill: ink, fontSize: 14 }, unit: beside ? ' Min.' : '' };
  return (
    <figure className="wait-chart">
      <figcaption className="kern-body">
        <strong>{title}</strong> {text}
        <span className="wait-legend" aria-hidden="true">
          <span className="wait-key wait-key-median" /> Hälfte wartet höchstens so lange
          <span className="wait-key wait-key-p90" /> neun von zehn warten höchstens so lange
        </span>
      </figcaption>
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={[...bars]}
          layout={beside ? 'vertical' : 'horizontal'}
          margin={{ top: 8, right: 72, bottom: 8, left: 8 }}
          title={title}
          desc={text}
          accessibilityLayer
        >
          <defs>
            <pattern id="wait-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" fill="#fff" />
              <line x1="0" y1="0" x2="0" y2="6" stroke={action} strokeWidth="3" />
            </pattern>
          </defs>
          <CartesianGrid stroke="#d0d3d8" horizontal={!beside} vertical={beside} />
          {beside ? <XAxis {...value} /> : <XAxis {...category} />}
          {beside ? <YAxis {...category} width={240} /> : <YAxis {...value} width={48} />}
          <Tooltip formatter={minutes} isAnimationActive={false} cursor={{ fill: '#eef1f5' }} />
          <Bar dataKey="median" name="Median" fill={action} stroke={action} isAnimationActive={false}>
            {beside && <LabelList dataKey="median" position="right" formatter={minutes} fill={ink} fontSize={14} />}
          </Bar>
          <Bar dataKey="p90" name="90 %" fill="url(#wait-hatch)" stroke={action} isAnimationActive={false}>
            {beside && <LabelList dataKey="p90" position="right" formatter={minutes} fill={ink} fontSize={14} />}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
