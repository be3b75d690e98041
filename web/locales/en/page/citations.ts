/** The literature as the text names it. */

import { cite } from '../../../page/citations.js';

export const citations = cite({
  szegedy: 'Szegedy et al. (2016)',
  guo: 'Guo et al. (2017)',
  mueller: 'Müller, Kornblith and Hinton (2019)',
  chandrasegaran: 'Chandrasegaran et al. (2022)',
  lukasik: 'Lukasik et al. (2020)',
});
