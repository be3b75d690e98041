/** How people call their columns. */

/** How a header calls the column with the classes, in the order in which it is believed. */
export const labelName =
  /^(true[_ -]?label|y[_ -]?true|ground[_ -]?truth|gt|target|targets|label|labels|class|true|truth|actual|y|species|標籤|類別|真值)$/i;
