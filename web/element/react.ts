/**
 * `import 'label-smoothing/react'` defines the element and lets TypeScript check `<label-smoothing>` in the JSX of
 * React 19 or newer, which passes lists and numbers as properties.
 *
 * @packageDocumentation
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { FigureName, LabelSmoothingElement, Values } from './index.js';

export * from './index.js';

/** What `<label-smoothing>` takes in JSX: the figure, its parameters as properties or text, and how it is shown. */
export type LabelSmoothingProps = DetailedHTMLProps<HTMLAttributes<LabelSmoothingElement>, LabelSmoothingElement> & {
  readonly [Key in keyof Values]?: Values[Key] | string;
} & {
  readonly figure: FigureName;
  readonly group?: string;
  readonly hide?: string;
  readonly loading?: 'lazy' | 'eager' | 'click';
  readonly theme?: 'auto' | 'light' | 'dark';
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'label-smoothing': LabelSmoothingProps;
    }
  }
}
