/**
 * The picture in the page's head: one label, smoothed more and more. Drawn by the build, colored by the style sheet.
 */

const alphas = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
const classes = 9;
const correct = 4;

const barWidth = 8;
const barGap = 3;
const height = 150;
const width = classes * (barWidth + barGap) - barGap;

const round = (value: number) => Math.round(value * 100) / 100;

function chart(alpha: number, index: number): string {
  const bars = Array.from({ length: classes }, (_, bar) => {
    const probability = (bar === correct ? 1 - alpha : 0) + alpha / classes;
    // A class without probability keeps a hairline, so that each chart shows nine classes.
    const length = Math.max(probability * height, 1);
    const kind = bar === correct ? ' class="correct"' : '';
    return `<rect${kind} x="${bar * (barWidth + barGap)}" y="${round(height - length)}" width="${barWidth}" height="${round(length)}" rx="1.5"/>`;
  });
  return `<div class="hero-chart hero-chart-${index}" aria-hidden="true">
<svg viewBox="0 0 ${width} ${height}">${bars.join('')}</svg>
<span>${index === 0 ? 'α = 0' : alpha}</span>
</div>`;
}

export function heroPicture(description: string): string {
  return `<div class="hero-picture" role="img" aria-label="${description}">
${alphas.map(chart).join('\n')}
</div>`;
}
