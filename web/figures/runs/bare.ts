/** Charts that are all drawing: without data and visible axes. */

import { options } from '../chart.js';
import type { Chart, Theme } from '../figure.js';
import type { drawTitle } from './lines.js';

type Draw = (chart: Parameters<typeof drawTitle>[0], theme: Theme) => void;

/**
 * @param place the whole number at which the horizontal axis begins, of length 1, so that a place on it tells its chart;
 *   the vertical axis goes from 0 at the bottom to 1
 */
export const bare = (label: string, draw: Draw, place: number): Chart => ({
  label,
  configuration: (theme) => {
    const base = options(theme, { x: { title: '' }, y: { title: '' } }, (chart) => draw(chart, theme));
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...base,
        events: [],
        layout: { padding: { top: 22, right: 2, bottom: 2, left: 2 } },
        scales: {
          x: { type: 'linear', display: false, min: place, max: place + 1 },
          y: { type: 'linear', display: false, min: 0, max: 1 },
        },
      },
    };
  },
});
