import { LabelSmoothingElement } from '../element/index.js';

const prefix = 'figure-';

/** The figures of the page by name, in reading order; the template gives each the id `figure-<name>`. */
export function pageFigures(): Map<string, LabelSmoothingElement> {
  const elements = [...document.querySelectorAll(`[id^="${prefix}"]`)];
  const figures = elements.filter((element) => element instanceof LabelSmoothingElement);
  return new Map(figures.map((figure) => [figure.id.slice(prefix.length), figure]));
}
