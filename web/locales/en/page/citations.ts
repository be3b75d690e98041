/** The literature as the text names it. */

import { cite } from '../../../page/citations.js';

export const citations = cite({
  szegedy: 'Szegedy et al. (2016)',
  guo: 'Guo et al. (2017)',
  mueller: 'Müller, Kornblith and Hinton (2019)',
  chandrasegaran: 'Chandrasegaran et al. (2022)',
  vaswani: 'Vaswani et al. (2017)',
  wei: 'Wei et al. (2022)',
  xia: 'Xia et al. (2025)',
  lukasik: 'Lukasik et al. (2020)',
});
