/** What the classes of the picture sets show. */
export const fashion = [
  'T-shirt',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

export const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Where the pictures are from; their licenses ask for it. */
const source = {
  fashion:
    'Pictures: Fashion-MNIST, © 2017 Zalando SE (MIT license), reduced to 14 × 14 pixels. Every seed divides 2000 of them anew, into 1000 for training and 1000 for testing.',
  digits:
    'Pictures: Optical Recognition of Handwritten Digits by E. Alpaydin and C. Kaynak, UCI Machine Learning Repository (CC BY 4.0). Every seed divides the 1797 anew, into 1000 for training and 797 for testing.',
};

/** All of it. */
export const pictures = { fashion, digits, source };
