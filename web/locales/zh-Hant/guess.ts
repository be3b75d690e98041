/** Texts of guesses made in a picture. */

export const texts = {
  invitation: '拖曳來猜',
  yours: (value: string) => `你猜 ${value}`,
};
