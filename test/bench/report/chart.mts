/** The chart of README and docs/performance.md, drawn from the figures. */
import { init } from 'echarts';
import { type Results, type Subject, timeOf } from './results.mts';
import { labelOf } from './table.mts';

const width = 860;
const height = 460;

/** Lines of the chart and their colours. */
const lines: Partial<Record<Subject, string>> = {
	requestPerRow: '#b4654a',
	expressions: '#d99a2b',
	codeHttp: '#8d6cab',
	aggregateHttp: '#5b8db8',
	hamsa: '#0f8a5f',
	floor: '#8a8f98',
	bare: '#c3c7cd',
};

const seconds = (value: number) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value} s`);

/** The chart as SVG: seconds over rows, both logarithmic, so that parallel lines grow alike. */
export function drawChart(results: Results): string {
	const sizes = Object.keys(results.timings).map(Number);
	const series = (Object.entries(lines) as Array<[Subject, string]>).map(([subject, colour]) => {
		const points = sizes.flatMap((rows) => {
			const time = timeOf(results, rows, subject);
			return time === undefined ? [] : [[rows, time]];
		});
		return {
			type: 'line' as const,
			name: labelOf(subject),
			data: points,
			color: colour,
			symbol: 'circle',
			symbolSize: 8,
			lineStyle: { width: subject === 'hamsa' ? 4 : 2 },
			// A single point has no line to be told by.
			z: subject === 'hamsa' ? 3 : 2,
		};
	});
	const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		title: {
			text: 'Node time to make one campaign',
			subtext:
				'n8n, seconds over rows, both logarithmic; a line ends where the way fails or is not worth running',
			left: 16,
			top: 10,
		},
		legend: { orient: 'vertical', right: 12, top: 90, itemGap: 12 },
		grid: { left: 70, right: 270, top: 84, bottom: 48 },
		xAxis: {
			type: 'log',
			name: 'rows',
			min: 1_000,
			axisLabel: { formatter: (rows: number) => rows.toLocaleString('en-US') },
		},
		yAxis: { type: 'log', axisLabel: { formatter: seconds } },
		series,
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return `${svg}\n`;
}
