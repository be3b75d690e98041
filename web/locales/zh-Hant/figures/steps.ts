/** Texts of the figure `steps` beside those that figures share. */

export const texts = {
  stepsTitle: '含填充的標籤平滑，一步一步算',
  stepLog: '預測取對數',
  stepLogText: 'KLDivLoss 要的輸入是 log p。機率 0 的對數是 −∞。',
  stepFill: (share: string) => `填入 α/(K−2) = ${share}`,
  stepFillText: (classes: number, overK: string) =>
    `分母是 K−2：填充和正確類別都不分。常被寫成 α/K，但 K = ${classes} 時那會是 ${overK}。`,
  stepConfidence: (confidence: string) => `正確類別填入 1−α = ${confidence}`,
  stepConfidenceText: '每一列在自己的正確類別換上信心值。',
  stepColumn: (padding: number) => `填充欄（類別 ${padding}）歸零`,
  stepColumnText: '模型永遠不該預測填充，所以那一欄沒有機率。',
  stepRows: '答案是填充的列歸零',
  stepRowsText: '那些位置沒有字可猜，整列清成 0，就不會產生損失。',
  stepRowsNone: '這裡沒有答案是填充的列，所以沒有東西要清。',
  stepKl: (total: string) => `逐項 KL，總和 ${total}`,
  stepKlText: '每一格是 q·(log q − log p)；q = 0 的格子依定義是 0。',
  stepRemedy: (total: string) => `補救後的逐項 KL，總和 ${total}`,
  stepRemedyText: '先把機率 0 換成 1e-10 再重新正規化，然後才取對數。',
  infinite: (row: number, column: number, q: string, logQ: string) =>
    `KL 是 +∞：列 ${row}、類別 ${column} 的目標是 ${q}，預測卻是 0，這一項是 ${q} × (${logQ} − (−∞)) = +∞。模型判定「絕不可能」的類別，目標卻給了它機率。`,
  pytorchNan: (row: number, column: number, before: string) =>
    `PyTorch 1.12 以前印出 ${before}，1.13 起印出 nan：它在列 ${row}、類別 ${column} 算了 0 × (−∞)。依定義 0·log 0 = 0，所以這裡不會出現 nan。`,
  remedied: (value: string) => `把 0 換成 1e-10 並重新正規化，KL 就是有限的 ${value}。`,
  confidence: '信心值 1−α',
  share: '每類分到 α/(K−2)',
  kl: 'KL 總和',
  klRemedied: '補救後的 KL 總和',
  stepsSummary: (kl: string, remedied: string) => `KL 總和是 ${kl}；補救後是 ${remedied}。`,
};
