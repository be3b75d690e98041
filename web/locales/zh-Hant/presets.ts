/** Named settings. */

export const texts = {
  article: '預設值',
  pytorch: 'PyTorch (label_smoothing=0.1)',
  transformer: 'Transformer（α = 0.1，others）',
  annotated: 'Annotated Transformer（padded）',
  none: '不平滑 (α = 0)',
  extreme: '極端 (α = 0.9)',
};
