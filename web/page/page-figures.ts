import type { LabelSmoothingElement } from '../element/index.js';

const prefix = 'figure-';

/** The figures of the page by name, in reading order; the template gives each the id `figure-<name>`. */
export function pageFigures(): Map<string, LabelSmoothingElement> {
  const elements = document.querySelectorAll<LabelSmoothingElement>(`label-smoothing[id^="${prefix}"]`);
  return new Map([...elements].map((element) => [element.id.slice(prefix.length), element]));
}
