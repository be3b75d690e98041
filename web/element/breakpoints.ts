/** Widths of the element, in rem, at which its layout changes: see style.ts. */
export const breakpoints = [0, 31, 40, 46, 60];
