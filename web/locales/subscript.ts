/** An index as subscript digits: ₁₂ for 12. */
export const subscript = (index: number) =>
  String(index).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] as string);
