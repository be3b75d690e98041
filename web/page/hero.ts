/** The picture in the page's head: one label, smoothed more and more. Drawn at build time, colored by the style sheet. */

const alphas = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
const classes = 9;
const correct = 4;

const barWidth = 8;
const barGap = 3;
const chartGap = 26;
const height = 150;
const chartWidth = classes * (barWidth + barGap) - barGap;
const labelHeight = 22;

const round = (value: number) => Math.round(value * 100) / 100;

export function heroPicture(description: string): string {
  const charts = alphas.map((alpha, chart) => {
    const left = chart * (chartWidth + chartGap);
    const bars = Array.from({ length: classes }, (_, index) => {
      const probability = (index === correct ? 1 - alpha : 0) + alpha / classes;
      // A class without probability keeps a hairline, so that nine classes can be counted in every chart.
      const length = Math.max(probability * height, 1);
      const kind = index === correct ? ' class="correct"' : '';
      return `<rect${kind} x="${left + index * (barWidth + barGap)}" y="${round(height - length)}" width="${barWidth}" height="${round(length)}" rx="1.5"/>`;
    });
    const label = `<text x="${left + chartWidth / 2}" y="${height + labelHeight - 4}" text-anchor="middle">${chart === 0 ? 'α = 0' : alpha}</text>`;
    return `<g class="hero-chart hero-chart-${chart}">${bars.join('')}${label}</g>`;
  });
  const width = alphas.length * (chartWidth + chartGap) - chartGap;
  return `<svg class="hero-picture" viewBox="0 0 ${width} ${height + labelHeight}" role="img" aria-label="${description}">${charts.join('')}</svg>`;
}
