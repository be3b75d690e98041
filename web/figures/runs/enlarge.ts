/**
 * Interpolates a square grid of cells with several numbers each between the centers of the cells, which are drawn larger:
 * first between rows, then along each.
 *
 * @param wide places along each side of the larger grid
 * @param take called for each row of it, with numbers that the next row overwrites
 */
export function enlarge(
  grid: ArrayLike<number>,
  size: number,
  depth: number,
  wide: number,
  take: (row: number, numbers: Float64Array) => void,
): void {
  const before = new Int32Array(wide);
  const shares = new Float64Array(wide);
  for (let place = 0; place < wide; place++) {
    const at = Math.min(Math.max(((place + 0.5) * size) / wide - 0.5, 0), size - 1);
    before[place] = Math.min(Math.floor(at), size - 2);
    shares[place] = at - (before[place] as number);
  }
  const mixed = new Float64Array(size * depth);
  const numbers = new Float64Array(wide * depth);
  for (let row = 0; row < wide; row++) {
    const start = (before[row] as number) * mixed.length;
    const up = shares[row] as number;
    for (let at = 0; at < mixed.length; at++) {
      const low = grid[start + at] as number;
      mixed[at] = low + up * ((grid[start + mixed.length + at] as number) - low);
    }
    for (let place = 0, to = 0; place < wide; place++) {
      const from = (before[place] as number) * depth;
      const across = shares[place] as number;
      for (let at = from; at < from + depth; at++, to++) {
        const low = mixed[at] as number;
        numbers[to] = low + across * ((mixed[at + depth] as number) - low);
      }
    }
    take(row, numbers);
  }
}
