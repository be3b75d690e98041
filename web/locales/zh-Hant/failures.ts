/** What stands where there is no figure, or not yet. */

export const texts = { notLoaded: '這張圖載入失敗。', run: '在這裡操作', noSuchFigure: '沒有這種圖' };
