/** The literature: short forms for the text in each language, and the list, with titles as published. */
interface Paper {
  readonly key: string;
  readonly authors: string;
  readonly title: string;
  readonly venue: string;
  readonly arxiv: string;
}

const papers = {
  szegedy: {
    key: 'szegedy-2016',
    authors: 'C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna',
    title: 'Rethinking the Inception Architecture for Computer Vision',
    venue: 'CVPR 2016',
    arxiv: '1512.00567',
  },
  guo: {
    key: 'guo-2017',
    authors: 'C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger',
    title: 'On Calibration of Modern Neural Networks',
    venue: 'ICML 2017',
    arxiv: '1706.04599',
  },
  mueller: {
    key: 'mueller-2019',
    authors: 'R. Müller, S. Kornblith, G. Hinton',
    title: 'When Does Label Smoothing Help?',
    venue: 'NeurIPS 2019',
    arxiv: '1906.02629',
  },
  chandrasegaran: {
    key: 'chandrasegaran-2022',
    authors: 'K. Chandrasegaran, N.-T. Tran, Y. Zhao, N.-M. Cheung',
    title: 'Revisiting Label Smoothing and Knowledge Distillation Compatibility: What was Missing?',
    venue: 'ICML 2022',
    arxiv: '2206.14532',
  },
  vaswani: {
    key: 'vaswani-2017',
    authors: 'A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, Ł. Kaiser, I. Polosukhin',
    title: 'Attention Is All You Need',
    venue: 'NeurIPS 2017',
    arxiv: '1706.03762',
  },
  wei: {
    key: 'wei-2022',
    authors: 'J. Wei, H. Liu, T. Liu, G. Niu, M. Sugiyama, Y. Liu',
    title: 'To Smooth or Not? When Label Smoothing Meets Noisy Labels',
    venue: 'ICML 2022',
    arxiv: '2106.04149',
  },
  xia: {
    key: 'xia-2025',
    authors: 'G. Xia, O. Laurent, G. Franchi, C.-S. Bouganis',
    title: 'Towards Understanding Why Label Smoothing Degrades Selective Classification and How to Fix It',
    venue: 'ICLR 2025',
    arxiv: '2403.14715',
  },
  lukasik: {
    key: 'lukasik-2020',
    authors: 'M. Lukasik, S. Bhojanapalli, A. K. Menon, S. Kumar',
    title: 'Does Label Smoothing Mitigate Label Noise?',
    venue: 'ICML 2020',
    arxiv: '2003.02819',
  },
} as const satisfies Record<string, Paper>;

/** Links to the papers, each by its short form in a language. */
export const cite = (short: Readonly<Record<keyof typeof papers, string>>) =>
  Object.fromEntries(
    Object.entries(papers).map(([name, { key }]) => [
      name,
      `<a href="#${key}">${short[name as keyof typeof papers]}</a>`,
    ]),
  ) as Record<keyof typeof papers, string>;

export const literature = Object.values(papers)
  .map(
    (paper) =>
      `<li id="${paper.key}" lang="en">${paper.authors}. <cite>${paper.title}</cite>${paper.title.endsWith('?') ? '' : '.'} ${paper.venue}. <a href="https://arxiv.org/abs/${paper.arxiv}">arXiv:${paper.arxiv}</a></li>`,
  )
  .join('\n');
