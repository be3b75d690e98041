/**
 * The viridis color map (van der Walt and Smith, CC0): 33 of its 256 colors, linear in between; error at most 2/255.
 */

const anchors =
  '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c1f978b' +
  '1f9f8821a68527ad8131b57b3dbc744cc26c5cc8636ece5881d34d95d840aadc32c0df25d5e21aeae51afde725';
const last = anchors.length / 6 - 1;

const channel = (anchor: number, index: number) => Number.parseInt(anchors.substr(anchor * 6 + index * 2, 2), 16);

/** Red, green and blue in [0, 255] for a fraction in [0, 1]. */
function viridis(fraction: number): readonly [number, number, number] {
  const place = Math.min(Math.max(fraction, 0), 1) * last;
  const below = Math.min(Math.floor(place), last - 1);
  const mix = (index: number) =>
    Math.round(channel(below, index) + (place - below) * (channel(below + 1, index) - channel(below, index)));
  return [mix(0), mix(1), mix(2)];
}

/** CSS color for a fraction in [0, 1]. */
export const heatColor = (fraction: number): string => `rgb(${viridis(fraction).join(' ')})`;

/** Black or white, whichever is easier to read on that color (relative luminance of WCAG 2.2). */
export function heatTextColor(fraction: number): string {
  const [red, green, blue] = viridis(fraction).map((value) =>
    value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
