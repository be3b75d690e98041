/** The run in the page's head, as attributes of the figure `training`. Recorded by `npm run claims`. */
export const hero = {
  figure: 'training',
  view: 'regions',
  dataset: 'spirals',
  noise: '0',
  epochs: '300',
  alpha: '0.3',
} as const;

/** At 1 nothing could be learned. */
export const heroLargestAlpha = 0.9;
