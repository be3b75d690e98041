import { literature } from '../../../page/citations.js';
import { codeSamples } from '../../../page/code-samples.js';
import { type Content, chapterOf, withoutList } from '../../../page/content.js';
import { formula, formulaChoice, inlineMath as m, setting } from '../../../page/formulas.js';
import { live, liveTex, vector } from '../../../page/number-markup.js';
import { secret } from '../../../page/questions.js';
import { citations } from './citations.js';
import { trainingText } from './training.js';

const words = {
  correctClass: 'k \\text{ 是正確類別}',
  paddingClass: 'k \\text{ 是填充}',
  paddingRow: '\\text{這一列的答案是填充}',
  otherwise: '\\text{其他}',
};

const [aboutTraining, findings] = withoutList(trainingText.section.rows[0]);

export const article: Content = {
  lang: 'zh-Hant',
  openGraphLocale: 'zh_TW',
  documentTitle: '標籤平滑 Label Smoothing：會動的圖解',
  description:
    '拖曳 α，看標籤平滑如何改寫訓練目標：one-hot 與交叉熵、平滑公式、含填充（padding）的實作、KL 散度損失，圖上的數字都在你的瀏覽器裡即時計算。',
  brand: '標籤平滑',
  title: '標籤平滑，<span>親手拉拉看</span>',
  lede: '標籤平滑把正確答案的 1 讓出一點點，分給所有類別，讓網路學會分類，又不必有十成把握。',
  origin:
    '這一頁的每張圖都可以拖，內文和公式裡的數字會跟著變。這一頁的骨架來自一篇 2025 年的中文部落格文章，以下稱「原文」。原文寫錯或沒說清楚的地方有八處，頁邊的小號碼標出位置，點下去就是<a href="#corrections">全部八處更正</a>。',
  imageDescription: '長條圖：一個硬標籤，以及平滑之後的同一個標籤。',
  hero: {
    group: '兩個網路學同樣的螺旋',
    hard: '硬標籤',
    smoothed: '平滑標籤',
    hardDescription: '用硬標籤訓練的網路畫出的地圖：每一處是網路選的類別，幾乎到處都是實色，因為它十分肯定。',
    smoothedDescription: '用平滑標籤訓練的網路畫出的地圖：類別一樣，顏色較淡，交界處有柔和的光暈。',
    sure: '平均把握 %',
    alpha: 'α，右邊網路的標籤平滑程度',
    play: '播放',
    pause: '暫停',
    recorded: '錄下的訓練，第 % 輪。',
    live: '正在訓練，第 % 輪。',
    still: '訓練 300 輪之後。',
    hint: '移動 α，右邊的網路就改用更軟的標籤繼續學。指著圖上一處，看兩個網路在那裡怎麼說。',
    place: '硬標籤 %；平滑標籤 %',
  },
  words,
  labels: {
    skip: '跳到正文',
    language: '語言',
    offer: { note: '這一頁有中文版。', read: '改看中文版', stay: '不用，看這版' },
    contents: '目錄',
    theme: '配色',
    themes: { auto: '系統', light: '淺色', dark: '深色' },
    copy: '複製',
    copied: '已複製',
    try: '動手試',
    see: '你會看到',
    correction: '更正',
    deeper: '想看更細',
    toPassage: '回到內文',
    lockAlpha: '整頁共用一個 α：動一張圖，其他圖跟著動',
    ownModel: '你自己的模型需要嗎？<a href="check/">拿它的預測來檢查</a>，資料不會離開你的電腦。',
    printPath: '列印主線',
    printAll: '全部列印（含所有章節）',
    source: '原始碼',
    predict: '先猜猜看',
    check: '對答案',
    showMe: '直接看答案',
    verdicts: {
      right: '猜中了！',
      high: '你猜 <span data-guess></span>，高了 <span data-off></span>。',
      low: '你猜 <span data-guess></span>，低了 <span data-off></span>。',
      shown: (truth) => `答案是 ${truth}。`,
    },
    scriptsOff: '瀏覽器沒有執行 JavaScript，所以圖停在預設值；文字、公式和表格裡的數字仍然正確。',
    footer:
      '圖表與數字由同一套 C++ 核心計算，編譯成 WebAssembly 在你的瀏覽器裡執行；沒有伺服器參與，也不會傳出任何資料。',
  },
  sections: {
    why: {
      shortTitle: '為什麼',
      title: '為什麼<wbr>不要<wbr>百分之百的<wbr>答案？',
      claim: '硬標籤要模型完全確定，而 softmax 用有限的 logit 永遠做不到。',
      rows: [
        `<p>以 CIFAR-10 為例，圖片分成十類，編號 0 到 9。訓練久了，模型看到一張類別 3 的圖片，常常會給出這樣的預測（四捨五入後）：</p>
${vector('hard', ['0', '0', '0', '1', '0', '0', '0', '0', '0', '0'], 3)}
<p>答對了，但是話說得太滿。softmax 要剛好輸出 1，正確類別的 logit 就得比別人高出無限多，於是最佳化會一直把權重往外推：每一筆訓練資料都要更有把握，連標錯的、模稜兩可的也不例外。遇到沒看過的圖片，它依然自信，卻不一定對。</p>`,
        `<p>謹慎的人會這樣回答（一樣四捨五入）：多半是類別 3，也可能是 0 或 5。</p>
${vector('prediction', ['.1', '0', '.02', '.75', '0', '.1', '0', '0', '.03', '0'], 3)}
<p>這種答案是到得了的：類別 3 的 logit 只要比對手高 ${m('\\log \\frac{0.75}{0.1} \\approx 2.01')}。標籤平滑就是讓標準答案也到得了：正確類別仍然最大，但留一份 ${m('\\alpha')} 平均分給所有類別。${m('K = 10')}、${m('\\alpha = 0.1')} 時，目標變成</p>
${vector('smooth', ['.01', '.01', '.01', '.91', '.01', '.01', '.01', '.01', '.01', '.01'], 3)}
<p>只要高出 ${m('\\log \\frac{0.91}{0.01} = \\log 91 \\approx 4.51')}，預測就和目標一致，再往外推反而會被扣分。</p>`,
        chapterOf(trainingText.section.rows[3]).html,
      ],
      next: '那麼，是誰要模型拚命追那個 1？是損失函數。',
    },
    'one-hot': {
      shortTitle: '交叉熵',
      title: 'One-hot 標籤<wbr>與交叉熵',
      claim: '標籤是 one-hot 時，交叉熵只看一個數字：正確類別的機率。',
      rows: [
        `<p>softmax 把網路的 ${m('K')} 個分數換成機率 ${m('p')}，總和是 1。交叉熵拿標籤 ${m('y')} 和它比，訓練就是要把它變小：</p>
${formula('crossEntropy', words)}
${formula('oneHot', words)}
<p>總和看起來有 ${m('K')} 項，其實幾乎都是 0。CIFAR-10 有 ${m('K = 10')} 類，假設 ${m('y_2 = 1')}，十項裡有九項乘上 0，只剩一項；現在圖上的 ${m(`p_{${liveTex('cross-entropy', 'target')}}`)} 是 ${live('cross-entropy', 'probability')}：</p>
${formula('crossEntropyExample', words)}
<!-- predict loss -->
<p>${m('p_2')} 越接近 1，損失就越接近 0。反過來說，只要還沒到 1，損失就永遠要求再靠近一點：從 0.99 到 0.999，損失還能再從 0.0101 降到 0.0010。</p>`,
      ],
      next: '只要標籤還是 1，損失就永遠嫌不夠。那就改標籤。',
    },
    smoothing: {
      shortTitle: '平滑',
      title: '把標籤<wbr>磨平一點',
      claim: 'α 是從正確類別拿出來、平均分給所有類別的機率；總和始終是 1。',
      rows: [
        `<p>Szegedy 等人的寫法是先把硬標籤乘上 ${m('1 - \\alpha')}，再讓每個類別（包括正確的那一類）都加上 ${m('\\alpha / K')}；${m('\\alpha')} 可以是 0 到 1 之間的任何值：</p>
${formula('uniform', words)}
<!-- predict kept -->
<p>圖上現在是 ${setting('K', 'targets', 'classes')}、${setting('\\alpha', 'targets', 'alpha')}：正確類別是 ${live('targets', 'target-probability')}，其他類別各 ${live('targets', 'other-probability')}，加起來 ${live('targets', 'sum')}。代進公式就是：</p>
${formulaChoice('targets', { uniform: 'targetsUniform', others: 'targetsOthers', padded: 'targetsPadded', prior: 'targetsPrior', padding: 'paddingTarget' }, words)}`,
      ],
      next: '目標的部分，把戲就這麼多。損失會跟著變成什麼樣子？',
    },
    'kl-loss': {
      shortTitle: 'KL 損失',
      title: 'KL 損失：<wbr>太有把握<wbr>也要扣分',
      claim: '用平滑後的目標，損失的最低點落在「預測等於目標」的地方，超過就會往回升。',
      rows: [
        `<p>KL 散度衡量預測 ${m('p')} 離目標 ${m('q')} 有多遠，並約定 ${m('0 \\log 0 = 0')}：</p>
${formula('klLoss', words)}
<p>要看它怎麼懲罰過度自信，就準備一串越來越有把握的預測：五個類別，類別 0 是填充，類別 1 是正確答案，</p>
${formula('prediction', words)}
<!-- predict minimum -->
<p>${m('x')} 越大，模型越確定答案是類別 1。（填充那一格實際上放 ${m('10^{-10}')}，再重新正規化。）損失最低的地方就是 ${m('p_1')} 等於目標的地方：</p>
${formula('minimum', words)}
${formulaChoice('loss-curve', { padded: 'minimumNow' }, words)}
<p>${setting('\\alpha', 'loss-curve', 'alpha')} 時，曲線從 ${m('x = 1')} 的 ${live('loss-curve', 'loss-first')} 出發，最低到 ${live('loss-curve', 'minimum-loss')}，最右端是 ${live('loss-curve', 'loss-last')}。</p>`,
      ],
      next: '最低點在中間，表示訓練可以停在那裡。實際看一次。',
    },
    gradient: {
      shortTitle: '梯度',
      title: '訓練時<wbr>感受到的力',
      claim: '訓練的推力就是目標減預測：硬標籤永遠在推，平滑後的標籤推到定點就放手。',
      rows: [
        `<p>訓練順著損失的坡度走。對 logit ${m('z_k')} 的偏導數簡單得不能再簡單，交叉熵和 KL 損失都一樣：</p>
${formula('gradient', words)}
<p>方向是下坡，所以每個 logit 受到的推力是 ${m('q_k - p_k')}。用硬標籤時，正確類別受到的推力是 ${m('1 - p_{\\correct}')}，只要 logit 是有限的就大於 0，永遠推個不停。標籤平滑之後，softmax 的輸出一等於目標，推力就全部消失；這時正確類別的 logit 比其他類別高出</p>
${formula('gap', words)}
<p>這可以親眼看。用手把一筆資料的 logit 拉到任何地方，再放手。${setting('\\alpha', 'descent', 'alpha')} 時，不管從哪裡出發，正確類別的 logit 都停在比其他類別高 ${live('descent', 'resting-gap')} 的地方。不平滑就沒有這樣的地方：它永遠往上爬，只是越來越慢，像時間的對數。</p>`,
      ],
      next: '一筆資料停得下來了。換成整個網路、沒看過的資料，有沒有幫助？',
    },
    training: { ...trainingText.section, rows: [aboutTraining], next: '所以要看情況。看什麼情況，整理在下一張表。' },
    choosing: {
      shortTitle: '何時用',
      title: '什麼時候用，<wbr>用多少',
      claim: '平滑是為了訓練出更好的分類器，不是用來修補信心；而且每次都要講清楚是哪一種寫法。',
      rows: ['<!-- decisions -->'],
      next: '決定要用了？那就帶走。',
    },
    developers: {
      shortTitle: '拿去用',
      title: '拿去用',
      claim: '這一頁用的損失函數是一個 npm 套件，圖是一個自訂元素，兩者都可以直接搬走。',
      rows: [
        `<h3>套件</h3>
<p>損失的定義與 PyTorch 一致，在瀏覽器和 Node 裡以 WebAssembly SIMD 計算。</p>
${codeSamples.package('logits：一列、五類', '約 3.3519')}
<p>套件還沒有發布到 npm。在那之前，請先在儲存庫裡執行 <code>npm pack</code>，再安裝它產生的檔案。</p>`,
        `<h3>嵌入部落格</h3>
<p>網站有打包工具的話，匯入一次、寫一個標籤，就能把圖放進文章。標籤中間的內容是備援，沒有 JavaScript 或 WebAssembly 時會顯示出來。在這一頁拖動任何一張圖，網址裡出現的參數名稱就是屬性名稱。</p>
${codeSamples.embed('zh-Hant', '平滑後：正確類別 .92，其他各 .02')}
<p>不用打包工具的話，兩行就夠：到<a href="embed/builder/?lang=zh-Hant">嵌入碼產生器</a>把圖調成你要的樣子，再複製貼上，也有 iframe 和 Hugo 的寫法。圖還可以連動，拉一張的 α，其他張跟著動。</p>
<p>每個函式的說明都在 <a href="api/">API 參考文件</a>（英文），也有從 PyTorch、Keras、TensorFlow.js、optax、fairseq 轉過來的對照表。安裝、建置與授權，請看儲存庫根目錄的 README。</p>`,
      ],
    },
    summary: {
      shortTitle: '重點',
      title: '帶得走的<wbr>六句話',
      claim: '看完這一頁，你應該可以把這六句講給別人聽。',
      rows: [
        `<ol class="in-short">
<li>硬標籤要的機率是 1，softmax 用有限的 logit 到不了，訓練只好一直推，模型就越來越自信。</li>
<li>標籤平滑從正確類別拿走 ${m('\\alpha')}，平均分給所有類別：五個類別、${m('\\alpha = 0.1')} 時，1 和 0 變成 0.92 和 0.02。</li>
<li>損失的最低點於是落在預測等於目標的地方，比目標更有把握就要扣分。</li>
<li>每個 logit 的推力是目標減預測，所以差距會停在 ${m('\\log (q_{\\correct} / q_k)')}：${m('\\alpha = 0.1')} 時，五個類別是 3.83，一千個類別是 9.11。</li>
<li>平滑一定會讓模型少一點把握；會不會更準、校準會不會更好，要看資料。只想修正信心的話，訓練完加一個溫度比較划算。</li>
<li>只寫 ${m('\\alpha')} 不算說清楚，還要說寫法：正確類別拿不拿得回一份，填充有沒有份。</li>
</ol>`,
      ],
    },
  },
  chapters: {
    measured: {
      title: '文獻裡量到了什麼',
      html: `<ul>
<li>${citations.szegedy}提出這個做法，用 ${m('\\alpha = 0.1')} 在 ImageNet 的 1000 類上訓練 Inception，top-1 與 top-5 錯誤率各降低約 0.2 個百分點。</li>
<li>${citations.guo}發現許多現代深層網路過度自信：模型自己報的信心，高於實際答對的比例。</li>
<li>${citations.mueller}在影像分類、機器翻譯與語音辨識上，觀察到標籤平滑常能改善泛化與信心校準；但準確率不是每次都會提高，在 CIFAR-10 上的 AlexNet 是 86.8% 對 86.7%，落在誤差之內。</li>
</ul>
<p>泛化與校準是<em>訓練</em>的結果，要訓練了才知道。下面的圖回答的是另一個問題：目標和損失本身，到底被改成了什麼樣子？這部分可以算到最後一位小數。</p>`,
    },
    softmax: {
      title: '機率是怎麼來的',
      html: `<p>網路的最後一層拿前一層的輸出 ${m('\\mathbf{x}')}（為了偏差項，尾端補上一個 1），和每個類別的權重 ${m('\\mathbf{w}_k')} 做內積，得到 ${m('K')} 個分數，也就是 logit；softmax 再把分數換成機率：</p>
${formula('softmax', words)}
<p>分母把全部 ${m('K')} 個類別加起來，所以機率的總和是 1。沒有一個機率會剛好是 0 或 1：那樣的話，logit 就得離別人無限遠。</p>`,
    },
    conventions: {
      title: '同一個 α，四種目標',
      html: `<p><i lang="en">uniform</i> 的例子：三個類別、正確答案是第 1 類、${m('\\alpha = 0.1')} 時：</p>
${formula('uniformOfThree', words)}
<p>正確類別從 1 降到 0.9333，另外兩類從 0 升到 0.0333。</p>
<p>論文裡寫 ${m('\\alpha = 0.1')}，目標其實還沒說定。PyTorch 和 Keras 讓每一類都分到 ${m('\\alpha / K')}，正確類別也有份（<i lang="en">uniform</i>）；fairseq 和 Megatron 由其餘 ${m('K - 1')} 類平分（<i lang="en">others</i>）；The Annotated Transformer 把填充也扣掉，剩 ${m('K - 2')} 類平分（<i lang="en">padded</i>）；Szegedy 等人的一般式則是依類別頻率分配（<i lang="en">prior</i>）。</p>
<p>現在 ${setting('\\alpha', 'conventions', 'alpha')}、${setting('K', 'conventions', 'classes')}，正確類別依序得到 ${live('conventions', 'target-uniform')}、${live('conventions', 'target-others')}、${live('conventions', 'target-padded')}、${live('conventions', 'target-prior')}。</p>
<p>兩種設定可以互相換算：這個 ${m('\\alpha')} 若是 <i lang="en">uniform</i> 的，等於 <i lang="en">others</i> 的 ${live('conventions', 'others-alpha')}；若是 <i lang="en">others</i> 的，等於 <i lang="en">uniform</i> 的 ${live('conventions', 'uniform-alpha')}。</p>`,
    },
    implementation: {
      title: '含填充的實作，<wbr>一步一步來',
      html: `<p>處理序列的模型會保留一個類別編號給填充（padding）。填充不是答案，目標裡不該有它的份；答案就是填充的那一列，也不該算進損失。所以 ${m('\\alpha')} 改由剩下的 ${m('K - 2')} 類平分，完整的定義要寫四種情況：</p>
${formula('padded', words)}
<p>現在的均分值和信心值是</p>
${formula('share', words)}
${formula('confidence', words)}
<p>程式拿這兩個數字，一次次覆寫一個 ${m('N \\times K')} 的矩陣。點一行程式，圖上就只留那一行寫出來的矩陣。</p>
${codeSamples.padded('程式語言', [
  'KL 要的是對數機率；log 0 是 −∞。',
  '每一格先填上均分值。',
  '每一列在正確類別放上信心值。',
  '填充不是答案，整欄歸 0。',
  '答案是填充的列不算，整列歸 0。',
  'q = 0 的格子依定義是 0，碰到 log 0 也一樣。',
  '避免 inf：機率不要剛好是 0。',
])}
<p>拿最後的目標和預測算 KL 損失，現在得到 ${live('steps', 'kl')}；把預測裡的 0 換成 ${m('10^{-10}')} 再重新正規化，則是 ${live('steps', 'kl-remedied')}。</p>`,
    },
    'nan-and-inf': {
      title: 'nan 和 inf 是從哪裡來的',
      html: `<p>原文的第一個例子算不出一個正常的數字。一列的 KL 散度是 ${m('K')} 個乘積的和，其中兩個出了問題，而且原因不同：</p>
<ul>
<li>填充那一欄，目標和預測都是 0。照定義這一項是 0，但電腦老實去乘 ${m('0 \\cdot (-\\infty)')}，就得到 <code>nan</code>。</li>
<li>類別 4 的目標是 0.1333，預測卻是 0。這一項本來就是 ${m('+\\infty')}：目標認為有可能的事，模型說絕不可能。</li>
</ul>
<p>總和是 ${live('trace', 'kl')}；PyTorch 1.12 以前印出 <code>${live('trace', 'kl-1-12')}</code>，1.13 起印出 <code>${live('trace', 'kl-1-13')}</code>。</p>`,
    },
    batch: {
      title: '排成一張圖來看',
      html: `<p>把整批資料的目標畫成熱圖，一列是一筆樣本。${setting('\\alpha', 'heatmap', 'alpha')} 時，第一列的正確類別是 ${live('heatmap', 'target-probability')}，填充以外的其他類別各 ${live('heatmap', 'other-probability')}。原文的設定裡，前兩列分別在類別 2 與類別 1 最亮；第三列的答案就是填充，整列都是 0，沒有最大值可言。</p>
<!-- predict overtaken -->
<p>每一列的總和只有兩種可能：1，或者 0。前者是一個機率分布，後者代表「這一列不算」。</p>`,
    },
    example: {
      title: '從頭算一次',
      html: `<p>詞彙表大小 <code>size = 5</code>、<code>smoothing = 0.1</code>、<code>padding_idx = 0</code>，正確類別是 2。</p>
<p>原本的 one-hot 標籤：</p>
${vector('hard', ['0', '0', '1', '0', '0'], 2, 'example')}
<p>信心值和均分值：</p>
${formulaChoice('example', { padded: 'example', padding: 'paddingTarget' }, words)}
<p>放到各自的位置，填充留 0：</p>
${vector('smooth', ['0', '.0333', '.9', '.0333', '.0333'], 2, 'example')}
<p>這個分布告訴模型：答案是類別 2，但另外三個詞也不是絕無可能。若答案本身就是填充（類別 0），整列都會是 0。</p>`,
    },
    floor: {
      title: '交叉熵底下的地板',
      html: `<p>交叉熵和 KL 散度，只差一個目標自己的熵：</p>
${formula('klIdentity', words)}
<!-- predict floor -->
<p>one-hot 標籤的熵是 0，兩種損失是同一回事。平滑過的標籤，熵大於 0，交叉熵裡就有這麼一塊永遠降不下去，模型再好也一樣。${m('p')} 是 ${live('decomposition', 'probability')}、${setting('\\alpha', 'decomposition', 'alpha')} 時：</p>
${formula('decompositionNow', words)}
<p>所以訓練損失停在 ${live('decomposition', 'entropy')} 附近，不代表訓練失敗；那裡就是地板。</p>`,
    },
    push: {
      title: '每個 logit 受到的推力',
      html: `<p>損失對 logit ${m('z_k')} 的偏導數，就是預測減目標：</p>
${formula('gradient', words)}
<p>訓練往坡度的反方向走，所以每個 logit 受到的推力是 ${m('q_k - p_k')}，也就是圖上的箭頭。現在正確類別受到的推力是</p>
${formula('gradientNow', words)}
<p>所有類別加起來是 ${live('gradient', 'gradient-sum')}：一個 logit 往上，別的就得往下。標籤平滑之後，推力在 ${m('p_{\\correct} = q_{\\correct}')} 時變成 0，超過就反向。</p>`,
    },
    'resting-gap': {
      title: '停得下來的地方',
      html: `<p>softmax 的輸出剛好等於目標時，所有推力都消失。這時正確類別的 logit 比其他類別高多少，看的是 ${m('\\alpha')}；和類別數的關係，沒有想像中那麼大。</p>
<!-- predict gap -->
<p>硬標籤的 ${m('q_k = 0')}，這個差距是無限大，也就是 softmax 永遠到不了的「完全確定」。${setting('\\alpha', 'logit-gap', 'alpha')} 時，差距是</p>
${formula('gapNow', words)}`,
    },
    temperature: {
      title: '這不就是溫度嗎？',
      html: `<p>把 logit 除以溫度 ${m('T')}，也會讓模型沒那麼有把握：</p>
${formula('softened', words)}
<p>但是溫度在訓練之後才用，改的是預測；標籤平滑在訓練時就用，改的是模型要學的東西。拿硬標籤來評分，這組 logit 越冷越好，永遠還能再好一點；拿 ${setting('\\alpha', 'temperature', 'alpha')} 的平滑標籤來評分，最好的溫度是 ${m('T')} = ${live('temperature', 'best-temperature')}。</p>`,
    },
    findings: { title: '結果，一條一條看', html: findings },
    'large-alpha': chapterOf(trainingText.section.rows[1]),
    teachers: chapterOf(trainingText.section.rows[2]),
    drawing: chapterOf(trainingText.section.rows[4]),
    corrections: {
      title: '原文的八處更正',
      html: '<p>原文寫錯或沒說清楚的地方有八處。以下每一條都用 PyTorch 和雙精度計算核對過。</p>',
    },
    references: {
      title: '參考資料',
      html: `<p>關於準確率、校準與蒸餾的說法，都出自這八篇論文和上面的訓練。</p>
<ol class="references">${literature}</ol>`,
    },
  },
  decisions: {
    columns: {
      case: '你手上的是',
      smooth: '要平滑嗎',
      settings: 'α 與寫法',
      why: '為什麼',
      instead: '不然呢',
    },
    rows: [
      {
        case: '影像等類別很多的分類',
        smooth: '可以試',
        verdict: 'yes',
        settings: 'α = 0.1，uniform；PyTorch、Keras、timm 的做法',
        why: `${citations.szegedy}在 ImageNet 上錯誤率降低約 0.2 個百分點。但不是每次都有效：CIFAR-10 上的 AlexNet，不平滑 86.8%，平滑 86.7%，見 ${citations.mueller}。`,
        instead: '更多資料、資料增強，或本來就會把標籤磨平的 mixup；用留下來的資料比較。',
      },
      {
        case: '機器翻譯等序列模型',
        smooth: '要',
        verdict: 'yes',
        settings: 'α = 0.1。填充一律不分；其他照你要比較的系統：fairseq 是 others，PyTorch 是 uniform',
        why: `困惑度變差，BLEU 變好（${citations.vaswani}）：英德翻譯從 25.3 升到 25.8（${citations.mueller}）。`,
        instead: '像語言模型那樣看重困惑度本身，就用硬標籤。',
      },
      {
        case: '蒸餾用的老師',
        smooth: '最好不要',
        verdict: 'no',
        settings: 'α = 0。老師已經平滑過的話，用溫度 1 蒸餾',
        why: `在 MNIST 上，平滑過的老師自己比較好（錯誤率 0.59% 對 0.67%），學生卻比較差（0.91% 對 0.74%），見 ${citations.mueller}。溫度越高，害處越大，見 ${citations.chandrasegaran}。`,
        instead: `標籤有雜訊時正好相反，平滑過的老師比較適合教，見 ${citations.lukasik}。`,
      },
      {
        case: '標籤有錯',
        smooth: '錯得不多就要',
        verdict: 'maybe',
        settings: 'uniform；α 從 0.1 往上試，用乾淨的標籤比較',
        why: `效果和修正損失的方法差不多，見 ${citations.lukasik}；雜訊很多時，好處就沒了，見 ${citations.wei}。`,
        instead: '把網路不認同的標籤改掉或拿掉；雜訊很多時，改用修正損失的方法。',
      },
      {
        case: '只想要誠實的機率',
        smooth: '不要',
        verdict: 'no',
        settings: 'α = 0，訓練完再用一個溫度',
        why: `CIFAR-100 上的 ResNet-110，一個溫度就讓校準誤差從 16.5% 降到 1.3%，而且每個答案都不變，見 ${citations.guo}。`,
        instead: `如果要在模型沒把握時不採用它的答案，平滑反而有害，見 ${citations.xia}。`,
      },
      {
        case: '只有兩類或少數幾類',
        smooth: '少用',
        verdict: 'maybe',
        settings: 'α 不超過 0.05，uniform；K\u00a0=\u00a02 時 padded 會除以 0',
        why: `同一個 α 綁得更緊：α = 0.1 時，兩類的差距停在 2.94，一千類是 9.11（上面的 ${m('\\log (q_{\\correct} / q_k)')}）。`,
        instead: '權重衰減，或早一點停止訓練。',
      },
    ],
  },
  figures: {
    ...trainingText.figures,
    'cross-entropy': {
      gesture: '把正確類別的機率往 1 拖。',
      seen: '損失一路降到 0，從不回頭：硬標籤永遠獎勵更大的把握。',
    },
    targets: {
      gesture: '把 α 從 0.1 拖到 0.2。',
      seen: '正確類別從 0.92 降到 0.84，其他各類從 0.02 升到 0.04，總和不變。',
    },
    conventions: {
      gesture: '把 α 一路拖到 1。',
      seen: 'uniform 的正確類別最後和其他類別一樣高；others 與 padded 的正確類別，最後什麼都不剩。',
    },
    trace: {
      gesture: '把預測改成 0.05, 0.2, 0.6, 0.1, 0.05。',
      seen: '預測裡沒有 0，定義和新舊兩代 PyTorch 就都得到同一個有限的數字。',
    },
    decomposition: {
      gesture: '把預測拖到 0.92，再把 α 調大。',
      seen: 'KL 的部分縮到 0，交叉熵停在地板上；α 變大，地板也跟著升高。',
    },
    gradient: {
      gesture: '把第三個 logit 從 4 改成 8。',
      seen: '正確類別的箭頭轉向，變成朝下：模型比目標更有把握，訓練反過來要壓低這個 logit。',
    },
    'logit-gap': {
      gesture: '把 α 往 0 拖。',
      seen: '差距越來越大，沒有盡頭；但類別從 5 個增加到 1000 個，差距還變不到 2.5 倍。',
    },
    descent: {
      gesture: '按「放手」，再把 α 拖到 0。',
      seen: '差距停在虛線上。α = 0 時虛線不見了，差距一直往上爬。',
    },
    temperature: {
      gesture: '把溫度 T 從 2 往下拖到 0.2。',
      seen: '以硬標籤評分，損失只會下降；以平滑標籤評分，損失降到一個點就回升。',
    },
    steps: {
      gesture: '一行一行點程式，或打開「一步一步看」逐步走一遍，再把 α 拉大。',
      seen: '框起來的格子是那一步改寫過的；遮罩之後，最後一列全部是 0。',
    },
    heatmap: {
      gesture: '把 α 拉過 0.75。',
      seen: '最亮的格子不再是正確類別：填充不算的話，正確類別反而成了最不可能的一類。',
    },
    'loss-curve': {
      gesture: '先猜最低點在哪裡，再沿著曲線往右拖。',
      seen: '損失先降到最低點，之後往回升：預測比目標更有把握，就開始扣分。',
    },
    example: {
      gesture: '把正確類別換成 3。',
      seen: '0.9 跟著移過去，填充仍然是 0，其餘三類還是各 0.0333。',
    },
  },
  predictions: {
    loss: {
      question: `${m('p_2 = 0.75')} 時損失是 0.29。如果模型只給正確類別 0.1，損失會是多少？`,
      because: `${m('-\\log 0.1 = 2.30')}：損失沒有上限，機率的小數點後每多一個 0，損失就再加 2.30。`,
    },
    kept: {
      question: `五個類別、${m('\\alpha = 0.3')}，正確類別還剩多少？`,
      because: `拿走 0.3 剩下 0.7，0.3 的五分之一又分回來，所以是 0.76。`,
    },
    overtaken: {
      question: `五個類別，其中一個是填充：${m('\\alpha')} 從多少開始，正確類別不再領先？`,
      because: `${m('\\alpha = (K-2)/(K-1) = 0.75')} 時，填充以外的四類都是 0.25；再大，另外三類都會比正確類別高。`,
    },
    floor: {
      question: `五個類別，${m('\\alpha')} 提高到 0.4，交叉熵最低可以到多少？`,
      because: `${m('H(q) = -0.68 \\log 0.68 - 4 \\cdot 0.08 \\log 0.08 = 1.07')}：再完美的模型也低不過這條線。`,
    },
    gap: {
      question: `${m('\\alpha = 0.1')}、五個類別時，正確類別的 logit 停在比其他類別高 3.83 的地方。換成 1000 個類別呢？`,
      because: `${m('\\log (0.9001 / 0.0001) = 9.11')}：類別變成兩百倍，差距卻不到三倍。`,
    },
    minimum: {
      question: `把 ${m('\\alpha')} 從 0.1 提高到 0.3，損失最低的 ${m('x')} 會在哪裡？`,
      because: `${m('\\minimum^{*} = 3 \\cdot 0.7 / 0.3 = 7')}；圖上的菱形是答案，曲線上的圓點是你猜的位置。`,
    },
  },
  corrections: {
    1: `原文引用的 ${citations.mueller}，結論是用標籤平滑訓練出來的老師，蒸餾時<em>教得比較差</em>；${citations.chandrasegaran}進一步把這件事和蒸餾的溫度連在一起。`,
    2: `${m('K - 2')} 扣掉的是填充和正確類別<em>自己</em>這兩類；而且同一個 ${m('\\alpha')} 有兩種意思，原文的公式那一節會把 ${m('\\alpha / K')} 還給正確類別（${m('K = 3')}、${m('\\alpha = 0.1')} 時是 0.9333），程式卻不還（0.9）。`,
    3: `原文寫「填上 ${m('\\alpha / K')}」的那一步，實際填的是 ${m('\\alpha / (K - 2)')} = 0.1333；真正的 ${m('\\alpha / K')} 會是 0.08。`,
    4: '原文的分段公式少了兩種情況：填充那一欄是 0，答案是填充的那一列整列是 0；最後印出的張量沒有遮掉第 3 列，正確的第 3 列是 0\u00a00\u00a00\u00a00\u00a00。',
    5: `原文第一個例子的損失其實是 ${m('+\\infty')}：類別 4 的目標是 0.1333、預測機率卻是 0（PyTorch 1.12 以前印出 <code>inf</code>，1.13 起印出 <code>nan</code>，因為它在填充欄計算了 ${m('0 \\cdot (-\\infty)')}）；照原文後來的做法把 0 換成 ${m('10^{-10}')} 並重新正規化，才得到 5.97115。`,
    6: `${m('K = 2')} 時 ${m('\\alpha / (K - 2)')} 除以 0，沒有意義；${secret('overtaken', `${m('\\alpha > (K - 2) / (K - 1)')} 時（五類是 0.75）`)}，正確類別會變成填充以外最不可能的類別。`,
    7: `${m('\\alpha = 0.1')} 的曲線確實會下降：${m('x = 1')} 時是 0.951350，${secret('minimum', m('x = 27'))} 降到 0，${m('x = 99')} 又回升到 0.054421；要到 ${secret('overtaken', m('\\alpha \\ge 0.75'))} 才會從一開始就上升（${m('\\alpha = 0.9')}：0.07246 升到 2.85163），所以它說明的是過度自信會受罰，會不會擬合不足則要看訓練才知道。`,
    8: `KL 散度與交叉熵差的是目標的熵 ${m('H(q)')}（照原文程式的 padded 寫法、五個類別，每個 token 在 ${m('\\alpha = 0.1')} 時是 0.434944，${m('\\alpha = 0.4')} 時是 1.112457；這一頁的圖預設是 uniform，數字不同），它與預測無關：梯度相同，只是最低點的高度不同。`,
  },
};
