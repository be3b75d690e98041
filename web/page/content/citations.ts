/** The literature: short forms for the text in each language, and the list, with titles as published. */
interface Paper {
  readonly key: string;
  readonly authors: string;
  readonly title: string;
  readonly venue: string;
  readonly arxiv: string;
  readonly shortZhHant: string;
  readonly shortEn: string;
}

const papers = {
  szegedy: {
    key: 'szegedy-2016',
    authors: 'C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna',
    title: 'Rethinking the Inception Architecture for Computer Vision',
    venue: 'CVPR 2016',
    arxiv: '1512.00567',
    shortZhHant: 'Szegedy 等人（2016）',
    shortEn: 'Szegedy et al. (2016)',
  },
  guo: {
    key: 'guo-2017',
    authors: 'C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger',
    title: 'On Calibration of Modern Neural Networks',
    venue: 'ICML 2017',
    arxiv: '1706.04599',
    shortZhHant: 'Guo 等人（2017）',
    shortEn: 'Guo et al. (2017)',
  },
  mueller: {
    key: 'mueller-2019',
    authors: 'R. Müller, S. Kornblith, G. Hinton',
    title: 'When Does Label Smoothing Help?',
    venue: 'NeurIPS 2019',
    arxiv: '1906.02629',
    shortZhHant: 'Müller、Kornblith 與 Hinton（2019）',
    shortEn: 'Müller, Kornblith and Hinton (2019)',
  },
  chandrasegaran: {
    key: 'chandrasegaran-2022',
    authors: 'K. Chandrasegaran, N.-T. Tran, Y. Zhao, N.-M. Cheung',
    title: 'Revisiting Label Smoothing and Knowledge Distillation Compatibility: What was Missing?',
    venue: 'ICML 2022',
    arxiv: '2206.14532',
    shortZhHant: 'Chandrasegaran 等人（2022）',
    shortEn: 'Chandrasegaran et al. (2022)',
  },
  lukasik: {
    key: 'lukasik-2020',
    authors: 'M. Lukasik, S. Bhojanapalli, A. K. Menon, S. Kumar',
    title: 'Does Label Smoothing Mitigate Label Noise?',
    venue: 'ICML 2020',
    arxiv: '2003.02819',
    shortZhHant: 'Lukasik 等人（2020）',
    shortEn: 'Lukasik et al. (2020)',
  },
} as const satisfies Record<string, Paper>;

const cite = (paper: Paper) => ({
  zhHant: `<a href="#${paper.key}">${paper.shortZhHant}</a>`,
  en: `<a href="#${paper.key}">${paper.shortEn}</a>`,
});

export const citations = {
  szegedy: cite(papers.szegedy),
  guo: cite(papers.guo),
  mueller: cite(papers.mueller),
  chandrasegaran: cite(papers.chandrasegaran),
  lukasik: cite(papers.lukasik),
  list: Object.values(papers)
    .map(
      (paper) =>
        `<li id="${paper.key}" lang="en">${paper.authors}. <cite>${paper.title}</cite>${paper.title.endsWith('?') ? '' : '.'} ${paper.venue}. <a href="https://arxiv.org/abs/${paper.arxiv}">arXiv:${paper.arxiv}</a></li>`,
    )
    .join('\n'),
};
