/** Texts of the stepper. */

import type { Language } from '../../figures/parameters.js';

const zh = {
  steps: '步驟',
  previous: '上一步',
  next: '下一步',
  step: (at: number, count: number, title: string) => `第 ${at} 步，共 ${count} 步：${title}。`,
  rewritten: (cells: number) => `這一步改寫了框起來的 ${cells} 格，劃掉的是原來的數字。`,
};

const en: typeof zh = {
  steps: 'Steps',
  previous: 'Previous step',
  next: 'Next step',
  step: (at, count, title) => `Step ${at} of ${count}: ${title}.`,
  rewritten: (cells) =>
    cells === 1
      ? 'This step has changed the outlined cell. The old number is crossed out.'
      : `This step has changed the ${cells} outlined cells. The old numbers are crossed out.`,
};

export const stepperStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
