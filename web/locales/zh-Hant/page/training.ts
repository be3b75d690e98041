/** The section that trains networks. claims.json supplies its numbers and bears out its words. */
import {
  bestAlpha,
  change,
  claims,
  epochOfTurn,
  gain,
  ofHard,
  percentages,
  scaled,
  students,
  sweep,
} from '../../../page/claims.js';
import type { TrainingText } from '../../../page/content.js';
import { inlineMath as m } from '../../../page/formulas.js';
import { centersChange, clustersChange, recordedAccuracy, seed } from '../../../page/recorded-run.js';
import { citations } from './citations.js';

const { seeds } = claims;
const accuracyGain = gain('default', 'accuracy', 'rises');
const alpha = (value: string) => m(`\\alpha = ${value}`);

export const trainingText: TrainingText = {
  section: {
    shortTitle: '訓練',
    title: '真的有用嗎？訓練看看',
    claim: '平滑一定會讓網路少一點把握；這樣是不是更準、校準得更好，要看資料。',
    rows: [
      `<p>原文有兩個主張：硬標籤讓模型過度自信、過度擬合；平滑讓模型更能泛化。這裡讓兩個網路來回答：起始權重相同，每一批資料也相同，只差在標籤。它們學著分辨衣物：Fashion-MNIST 的小圖片，訓練和測試各 1000 張，十個類別。以下引用的都是同一份事先錄好的結果：種子 1 到 ${seeds} 的平均，箭頭左邊是硬標籤，右邊是 ${alpha('0.1')}；± 後面是差距的標準誤。圖上的是其中種子 ${seed} 那一次，單看它，硬標籤的網路準確率是 ${recordedAccuracy()}。</p>
<ul>
<li><b>過度自信：沒錯。</b>硬標籤的網路準確率是 ${ofHard('default', 'accuracy')}，平均信心卻有 ${ofHard('default', 'confidence')}。平滑之後信心下降：${change('default', 'confidence', 'falls')}。信心超過 90% 卻答錯的，佔全部測試圖片的 ${percentages('default', 'sureMistakes', 'falls')}。</li>
<li><b>過度擬合：看得到，平滑之後輕微些。</b>硬標籤的測試損失在第 ${epochOfTurn('default')} 輪左右最低，${ofHard('default', 'lowestNll')}，之後一路往上；最後是 ${change('default', 'nll', 'falls')}。不過兩個網路都把訓練標籤幾乎背了起來，訓練準確率 ${change('default', 'trainAccuracy', 'rises')}。</li>
<li><b>準確率：好一點點。</b>${change('default', 'accuracy', 'rises')}，也就是 ${accuracyGain.amount}，${seeds} 個種子裡有 ${accuracyGain.seeds} 個變好。訓練標籤有 20% 是錯的時候，差距更大：${gain('noisy', 'accuracy', 'rises').amount}（${seeds} 個種子裡有 ${gain('noisy', 'accuracy', 'rises').seeds} 個）。手寫數字最明顯：${change('digits', 'accuracy', 'rises')}，${seeds} 個種子裡有 ${gain('digits', 'accuracy', 'rises').seeds} 個。</li>
<li><b>校準：看資料。</b>校準誤差 ECE（信心與準確率的平均差距）在這裡變好，${change('default', 'ece', 'falls')}；在比較容易的手寫數字上卻變差，${change('digits', 'ece', 'rises')}：平滑的網路太沒把握。</li>
<li><b>反例：人造的雲。</b>把資料改成「常態分布」：十團常態分布、20% 的標籤是錯的，準確率反而下降，${change('gaussian', 'accuracy', 'falls')}；標籤乾淨時也是，${change('gaussianClean', 'accuracy', 'falls')}。平滑能不能讓模型更能泛化，要看資料。</li>
</ul>`,
      `<h3>α 太大會怎樣</h3>
<p>把 ${m('\\alpha')} 從 0 調到 0.98。ECE 在 ${alpha(bestAlpha())} 最低，之後網路越來越沒把握，校準又變差。到了 ${alpha('0.98')}，標籤幾乎什麼都不說，照理會擬合不足；測試準確率卻還有 ${sweep(0.98, 'accuracy', 'same')}，垮掉的是信心，只剩 ${sweep(0.98, 'confidence', 'falls')}。</p>
<p>公平起見，圖上也畫了另一個做法：硬標籤照常訓練，訓練完再用一個溫度讓機率緩和下來，也就是 ${citations.guo}的溫度縮放。準確率完全不變；ECE（${scaled('ece', true)}）和負對數概似（${scaled('nll', true)}）都比任何一個 ${m('\\alpha')} 低。</p>`,
      `<h3>平滑過的老師教得好嗎</h3>
<p>蒸餾（distillation）是讓小網路（學生）學大網路（老師）輸出的機率，而不是直接學標籤。${citations.mueller}發現，平滑過的老師自己更準，教出來的學生卻比較差。${citations.chandrasegaran}說這要看蒸餾的溫度。這裡標籤乾淨時看得到前半句：平滑過的老師自己比較準，學生卻沒有比較好，${m('T = 1')} 時 ${students('default', 1, 'same')}，${m('T = 8')} 時 ${students('default', 8, 'same')}。標籤有 20% 是錯的時候，就真的要看溫度：${m('T = 1')} 時 ${students('noisy', 1, 'same')}，${m('T = 8')} 時卻是 ${students('noisy', 8, 'rises')}。這和 ${citations.lukasik}一致：標籤有雜訊時，平滑過的老師比較適合教。小網路加上小圖片，當然推翻不了在大圖片上做的研究；這裡只說這裡量到的。</p>`,
      `<h3>有把握，卻錯了</h3>
<p>平均數看不出過度自信對個別圖片做了什麼。兩個網路學過分辨衣物：一個用硬標籤，要求百分之百的把握；一個用平滑過的標籤，不這樣要求。這裡讓它們把沒看過的圖片排成一列列，最有把握的在前面，有框的是答錯的。平滑的網路答錯的差不多一樣多，但很少是它有把握的。</p>`,
      `<h3>自己畫畫看</h3>
<p>兩個小網路學會了手寫數字。畫一個，看它們各有多少把握。再畫一個不是數字的東西：它們還是非回答不可，這時硬標籤網路的把握最不值錢。</p>`,
    ],
  },
  figures: {
    training: {
      gesture: '切換到「可靠度」和「倒數第二層」；想看過程，就按「開始訓練」。',
      seen: `硬標籤的長條比對角線低：說的比做的多。平滑之後，類別中心靠近了（${centersChange()}）；相對於這個距離，同一類的點在訓練資料上聚得更緊（類內／類間 ${clustersChange('train', 'falls')}），在測試資料上則沒有（${clustersChange('test', 'stays')}；種子 ${seed}）。`,
    },
    'alpha-sweep': {
      gesture: '按「開始訓練」，看 ECE 先降後升。',
      seen: '最低點在很小的 α；綠色虛線是溫度縮放，準確率一點也沒少。',
    },
    distillation: {
      gesture: '把標籤雜訊調成 0.2，再按「開始訓練」。',
      seen: '標籤乾淨時兩條線幾乎重疊；有雜訊時，溫度越高，平滑老師的學生越占上風。',
    },
    wall: {
      gesture: '移動「信心超過」，再指著有框的圖片看看。',
      seen: '左邊最有把握的圖片裡夾著不少紅框，右邊幾乎沒有。順序本身沒有比較準，只是答錯的時候比較沒把握。',
    },
    draw: {
      gesture: '畫一個數字，再按「來個字母」。',
      seen: '兩個網路多半讀成同一個數字，平滑的比較沒把握；介於兩個數字之間時，差得最多。',
    },
  },
};
