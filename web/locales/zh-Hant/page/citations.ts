/** The literature as the text names it. */

import { cite } from '../../../page/citations.js';

export const citations = cite({
  szegedy: 'Szegedy 等人（2016）',
  guo: 'Guo 等人（2017）',
  mueller: 'Müller、Kornblith 與 Hinton（2019）',
  chandrasegaran: 'Chandrasegaran 等人（2022）',
  vaswani: 'Vaswani 等人（2017）',
  wei: 'Wei 等人（2022）',
  xia: 'Xia 等人（2025）',
  lukasik: 'Lukasik 等人（2020）',
});
