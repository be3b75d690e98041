/** Named settings. */

export const texts = {
  article: '預設值',
  pytorch: 'PyTorch (label_smoothing=0.1)',
  transformer: 'Transformer（α = 0.1，others）',
  annotated: 'Annotated Transformer（padded）',
  none: '不平滑 (α = 0)',
  extreme: '極端 (α = 0.9)',
  easyClasses: '倒數第二層：長褲、運動鞋、包包',
  alikeClasses: '倒數第二層：T 恤、套頭衫、襯衫',
};
