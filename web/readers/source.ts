/** Bytes of a file, wherever it is: a `File` of a browser, a file of Node, a member of an archive. */

export interface Source {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes may be gone after the next call: large files are read piece by piece, and garbage piles up fast. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export const sourceOf = (file: File): Source => ({
  name: file.name,
  size: file.size,
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
});

export const sourceOfBytes = (name: string, bytes: Uint8Array): Source => ({
  name,
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** Values in rows of `width`. They may lie in memory that moves, so `data` is asked for again after every wait. */
export interface Matrix {
  readonly data: Float32Array;
}

/** What a reader is given besides the file. */
export interface ReadOptions {
  /** Where a large matrix goes; by default, an array of its own. */
  readonly allocate?: (rows: number, width: number) => Matrix;
  /** Called with the share of the file that has been read, in [0, 1]. */
  readonly progress?: (share: number) => void;
}

/** Bytes in a piece that is read at once. */
export const pieceSize = 1 << 22;

/** Limits that keep hostile files harmless: of text, of an archive unpacked, of all numbers together. */
export const limits = { textMegabytes: 400, unpackedMegabytes: 2000, values: 500_000_000 } as const;
