/** Texts of controls and frame. */

export const texts = {
  reset: '重設',
  resetHint: '回到最初的設定',
  settings: '設定',
  moreSettings: '更多設定',
  readout: '讀數',
  stepwise: '一步一步看',
  tableSummary: '資料表',
  share: '分享',
  presets: '常見設定…',
  refused: (value: string, rule: string) => `「${value}」不能用：這裡要填 ${rule}。`,
  expected: (rule: string) => `這裡要填 ${rule}。`,
  attributeRefused: (name: string, value: string, rule: string, shown: string) =>
    `屬性 ${name} 的值「${value}」不合規定（應為 ${rule}），改用 ${shown}。`,
  none: '（無）',
  exact: (label: string) => `${label}，直接輸入數值`,
  legend: '圖例',
};
