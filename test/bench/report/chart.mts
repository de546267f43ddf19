/** The chart of README and docs/performance.md, drawn from the figures. */
import { init } from 'echarts';
import { type Results, type Subject, timeOf } from './results.mts';
import { labelOf } from './table.mts';

const width = 860;
const height = 460;

/** GitHub's page in its two themes. */
const themes = {
	light: { background: '#ffffff', text: '#1f2328', muted: '#59636e', grid: '#d1d9e0', hamsa: '#0f8a5f' },
	dark: { background: '#0d1117', text: '#f0f6fc', muted: '#9198a1', grid: '#3d444d', hamsa: '#3fd296' },
};

/** Lines of the chart and their colours, which can be told apart on both; the node's own stands out. */
const linesOf = (hamsa: string): Partial<Record<Subject, string>> => ({
	requestPerRow: '#b4654a',
	expressions: '#d99a2b',
	codeHttp: '#8d6cab',
	aggregateHttp: '#5b8db8',
	hamsa,
	floor: '#8a8f98',
	bare: '#a9adb5',
});

const seconds = (value: number) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value} s`);

/** The chart as SVG, on a light or a dark page: seconds over rows, both logarithmic, so that parallel lines grow alike. */
export function drawChart(results: Results, theme: keyof typeof themes): string {
	const { background, text, muted, grid, hamsa } = themes[theme];
	const sizes = Object.keys(results.timings).map(Number);
	const series = (Object.entries(linesOf(hamsa)) as Array<[Subject, string]>).map(([subject, colour]) => {
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
	const axis = { axisLine: { lineStyle: { color: muted } }, splitLine: { lineStyle: { color: grid } } };
	const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
	chart.setOption({
		animation: false,
		backgroundColor: background,
		title: {
			text: 'Node time to make one campaign',
			subtext:
				'n8n, seconds over rows, both logarithmic; a line ends where the way fails or is not worth running',
			left: 16,
			top: 10,
			textStyle: { color: text },
			subtextStyle: { color: muted },
		},
		legend: { orient: 'vertical', right: 12, top: 90, itemGap: 12, textStyle: { color: text } },
		grid: { left: 70, right: 270, top: 84, bottom: 48 },
		xAxis: {
			type: 'log',
			name: 'rows',
			min: 1_000,
			nameTextStyle: { color: muted },
			axisLabel: { color: muted, formatter: (rows: number) => rows.toLocaleString('en-US') },
			...axis,
		},
		yAxis: { type: 'log', axisLabel: { color: muted, formatter: seconds }, ...axis },
		series,
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return `${svg}\n`;
}
