/** Why there is no figure. */

export const texts = { notLoaded: '這張圖載入失敗。', noSuchFigure: '沒有這種圖' };
