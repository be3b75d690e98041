/** What pictures of trained networks are drawn from. */

/** What a comparison should return besides its numbers. */
export type Picture =
  | { readonly kind: 'regions'; readonly size: number }
  | { readonly kind: 'projection'; readonly classes: readonly number[] }
  | { readonly kind: 'gallery' | 'weights' };

/** The test pictures and what each network says of them. */
export interface Gallery {
  /** Test examples x (width · height); missing until they are fetched. */
  readonly features?: Float32Array;
  readonly targets: Int32Array;
  readonly width: number;
  readonly height: number;
  readonly networks: readonly Decisions[];
}

/** The class that a network chooses for each example, and its confidence. */
export interface Decisions {
  readonly classes: Uint8Array;
  readonly confidences: Float32Array;
}

/** What a reader has drawn. */
export interface Drawing {
  /** Gray levels in [0, 1], row by row. */
  readonly picture: Float32Array;
  /** The letter, if it is one that the figure has drawn. */
  readonly letter?: string;
}

/** Networks to take along. */
export interface Weights {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly classes: number;
  /** The parameters of each network, in the order of `Mlp.parameters`. */
  readonly networks: readonly Float32Array[];
  /** For each class, the first test picture that both networks get right, or else the first. */
  readonly examples: readonly Float32Array[];
}

/** Cells along each side of a map of decision regions, between which probabilities are interpolated. */
export const regionsSize = 96;

/** The probabilities of each network on a grid over the plane. */
export interface Regions {
  /** Cells along each side, row by row from the lower left. */
  readonly size: number;
  readonly bounds: Bounds;
  readonly classes: number;
  /** Probabilities at the centers of the cells, size x size x classes. */
  readonly networks: readonly Float32Array[];
  /** Training examples, two features each. */
  readonly features: Float32Array;
  readonly targets: Int32Array;
  /** 1 for each example whose label is wrong. */
  readonly wrong?: Uint8Array;
}

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Penultimate activations of three classes, projected on the plane of their templates. */
export interface Projection {
  readonly classes: readonly number[];
  /** Missing for a network whose templates span no plane. */
  readonly networks: readonly ({ readonly train: Points; readonly test: Points } | undefined)[];
}

/** Pairs of coordinates, and the index of each pair's class among the three. */
export interface Points {
  readonly coordinates: Float32Array;
  readonly classes: Uint8Array;
  /** 1 for each example whose label is wrong. */
  readonly wrong?: Uint8Array;
}
