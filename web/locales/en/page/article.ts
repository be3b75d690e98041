import { literature } from '../../../page/citations.js';
import { codeSamples } from '../../../page/code-samples.js';
import { type Content, chapterOf, withoutList } from '../../../page/content.js';
import { formula, formulaChoice, inlineMath as m, setting } from '../../../page/formulas.js';
import { live, liveTex, vector } from '../../../page/number-markup.js';
import { secret } from '../../../page/questions.js';
import { citations } from './citations.js';
import { trainingText } from './training.js';

const words = {
  correctClass: 'k \\text{ is correct}',
  paddingClass: 'k \\text{ is padding}',
  paddingRow: '\\text{target is padding}',
  otherwise: '\\text{otherwise}',
};

const [aboutTraining, findings] = withoutList(trainingText.section.rows[0]);

export const article: Content = {
  lang: 'en',
  openGraphLocale: 'en_US',
  documentTitle: 'Label smoothing, live: an explanation you can drag',
  description:
    'Drag α and watch label smoothing rewrite the training target: one-hot labels and cross-entropy, the smoothing formula, the padded implementation, the KL loss. The numbers in the figures are computed in your browser.',
  brand: 'Label smoothing',
  title: 'Label smoothing, <span>live</span>',
  lede: 'Label smoothing takes a little of the right answer’s 1 and shares it among all classes, so that a network learns without having to be certain.',
  origin:
    'Every figure here can be dragged, and the numbers in the text and the formulas follow. The page follows a 2025 blog post in Chinese, “the post” from here on. The post is wrong or silent in eight places; small numbers in the margin mark them and lead to <a href="#corrections">all eight corrections</a>.',
  imageDescription: 'A bar chart of a hard label and of the same label smoothed.',
  hero: {
    group: 'Two networks that learn the same spirals',
    hard: 'Hard labels',
    smoothed: 'Smoothed labels',
    hardDescription:
      'Map of a network trained with hard labels: the class that it chooses at each place, solid nearly everywhere, as it is certain.',
    smoothedDescription:
      'Map of a network trained with smoothed labels: the same classes, paler, with a soft halo along the borders.',
    sure: '% sure on average',
    alpha: 'α, the smoothing of the labels of the right-hand network',
    play: 'Play',
    pause: 'Pause',
    recorded: 'Recorded, epoch %.',
    live: 'Live, epoch %.',
    still: 'After 300 epochs.',
    hint: 'Move α, and the right-hand network goes on learning with softer labels. Point at a place to see what both say there.',
    place: 'Hard %; smoothed %',
  },
  words,
  labels: {
    skip: 'Skip to the text',
    language: 'Language',
    offer: { note: 'This page also exists in English.', read: 'Read it in English', stay: 'Stay here' },
    contents: 'Contents',
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
    copy: 'Copy',
    copied: 'Copied',
    try: 'Try it',
    see: 'You will see',
    correction: 'Correction',
    deeper: 'Go deeper',
    toPassage: 'back to the text',
    lockAlpha: 'One α for the whole page: every figure follows the one that you move',
    ownModel:
      'Does your own model need any of this? <a href="check/">Check its predictions</a>: they stay on your machine.',
    printPath: 'Print the path',
    printAll: 'Print everything, with all chapters',
    source: 'Source code',
    predict: 'Guess first',
    check: 'Check',
    showMe: 'Just show me',
    verdicts: {
      right: 'Spot on.',
      high: 'Your <span data-guess></span> is <span data-off></span> too high.',
      low: 'Your <span data-guess></span> is <span data-off></span> too low.',
      shown: (truth) => `It is ${truth}.`,
    },
    scriptsOff:
      'JavaScript is not running, so the figures stay at their first values; the text, the formulas and the numbers in the tables are still right.',
    footer:
      'Figures and numbers come from one C++ core, compiled to WebAssembly and run in your browser. No server takes part and nothing you do here leaves your machine.',
  },
  sections: {
    why: {
      shortTitle: 'Why',
      title: 'Why not ask for certainty?',
      claim: 'A hard label asks for complete certainty, and softmax cannot reach it with finite logits.',
      rows: [
        `<p>CIFAR-10 sorts pictures into ten classes, numbered 0 to 9. Train a network long enough, show it a picture of class 3, and you will often get this (rounded):</p>
${vector('hard', ['0', '0', '0', '1', '0', '0', '0', '0', '0', '0'], 3)}
<p>Right, but overstated. For softmax to output exactly 1, the correct logit has to stand infinitely far above the rest, so the optimizer keeps pushing the weights outwards, ever surer of every training example, mislabeled and ambiguous ones included. On a picture the network has never seen, the confidence stays while the accuracy may not.</p>`,
        `<p>Someone careful would answer like this instead (rounded as well): most likely class 3, perhaps 0 or 5.</p>
${vector('prediction', ['.1', '0', '.02', '.75', '0', '.1', '0', '0', '.03', '0'], 3)}
<p>Such an answer is within reach. The logit of class 3 only has to lead its rivals by ${m('\\log \\frac{0.75}{0.1} \\approx 2.01')}. Label smoothing puts the answer key within reach in the same way: the correct class keeps the lead, but a share ${m('\\alpha')} is spread evenly over all classes. With ${m('K = 10')} and ${m('\\alpha = 0.1')} the target becomes</p>
${vector('smooth', ['.01', '.01', '.01', '.91', '.01', '.01', '.01', '.01', '.01', '.01'], 3)}
<p>and at a lead of ${m('\\log \\frac{0.91}{0.01} = \\log 91 \\approx 4.51')} prediction and target agree; pushing any further costs something.</p>`,
        chapterOf(trainingText.section.rows[3]).html,
      ],
      next: 'But who tells the network to go for the 1? Its loss does.',
    },
    'one-hot': {
      shortTitle: 'Cross-entropy',
      title: 'One-hot labels and cross-entropy',
      claim: 'With a one-hot label, cross-entropy looks at a single number: the probability of the correct class.',
      rows: [
        `<p>Softmax turns a network’s ${m('K')} scores into probabilities ${m('p')} that sum to 1. Cross-entropy compares them with the label ${m('y')}, and training tries to make it small:</p>
${formula('crossEntropy', words)}
${formula('oneHot', words)}
<p>It looks like a sum of ${m('K')} terms, but nearly all of them vanish. In CIFAR-10, ${m('K = 10')}; say ${m('y_2 = 1')}. Nine of the ten terms are multiplied by 0 and one remains. The figure currently has ${m(`p_{${liveTex('cross-entropy', 'target')}}`)} at ${live('cross-entropy', 'probability')}:</p>
${formula('crossEntropyExample', words)}
<!-- predict loss -->
<p>The closer ${m('p_2')} gets to 1, the closer the loss gets to 0. Put the other way round: short of 1, the loss always wants a little more. Going from 0.99 to 0.999 still takes it from 0.0101 to 0.0010.</p>`,
      ],
      next: 'As long as the label is a 1, the loss never has enough. So change the label.',
    },
    smoothing: {
      shortTitle: 'Smoothing',
      title: 'Taking the edge off a label',
      claim: 'α is the probability taken from the correct class and dealt out evenly to all classes; the sum stays 1.',
      rows: [
        `<p>In the form Szegedy and colleagues gave it, the hard label is scaled by ${m('1 - \\alpha')} and then every class, the correct one too, receives ${m('\\alpha / K')}, with ${m('\\alpha')} anywhere from 0 to 1:</p>
${formula('uniform', words)}
<!-- predict kept -->
<p>The figure now stands at ${setting('K', 'targets', 'classes')} and ${setting('\\alpha', 'targets', 'alpha')}: the correct class gets ${live('targets', 'target-probability')}, every other class ${live('targets', 'other-probability')}, and together they make ${live('targets', 'sum')}. In the formula:</p>
${formulaChoice('targets', { uniform: 'targetsUniform', others: 'targetsOthers', padded: 'targetsPadded', prior: 'targetsPrior', padding: 'paddingTarget' }, words)}`,
      ],
      next: 'That is the whole trick, as far as the target is concerned. What does it do to the loss?',
    },
    'kl-loss': {
      shortTitle: 'KL loss',
      title: 'The KL loss: too sure is wrong as well',
      claim:
        'With a smoothed target the loss is lowest where the prediction equals the target; beyond that it rises again.',
      rows: [
        `<p>The KL divergence measures how far the prediction ${m('p')} is from the target ${m('q')}, with ${m('0 \\log 0')} taken as 0:</p>
${formula('klLoss', words)}
<p>To watch it penalize overconfidence, take a series of ever surer predictions: five classes, class 0 is padding, class 1 is correct, and</p>
${formula('prediction', words)}
<!-- predict minimum -->
<p>As ${m('x')} grows the model commits to class 1. (The padding entry is really ${m('10^{-10}')}, and the row is renormalized.) The loss is lowest where ${m('p_1')} matches the target:</p>
${formula('minimum', words)}
${formulaChoice('loss-curve', { padded: 'minimumNow' }, words)}
<p>At ${setting('\\alpha', 'loss-curve', 'alpha')} the curve sets out from ${live('loss-curve', 'loss-first')} at ${m('x = 1')}, comes down to ${live('loss-curve', 'minimum-loss')} at the lowest, and stands at ${live('loss-curve', 'loss-last')} on the far right.</p>`,
      ],
      next: 'A lowest point in the middle: training can come to rest there. Watch it do so.',
    },
    gradient: {
      shortTitle: 'Gradient',
      title: 'What training feels',
      claim: 'Training pushes by target minus prediction: a hard label pushes forever, a smoothed one lets go.',
      rows: [
        `<p>Training follows the slope of the loss. With respect to logit ${m('z_k')} it is as short as a formula can be, for cross-entropy and KL loss alike:</p>
${formula('gradient', words)}
<p>Training steps against it, so each logit is pushed by ${m('q_k - p_k')}. With a hard label the push at the correct class is ${m('1 - p_{\\correct}')}, which is positive at any finite logits: it never ends. With a smoothed label all pushes vanish where softmax returns exactly the target. There the correct logit stands this far above every other:</p>
${formula('gap', words)}
<p>Watch it. Take the logits of one example by hand, put them anywhere and let go. At ${setting('\\alpha', 'descent', 'alpha')} the correct logit comes to rest ${live('descent', 'resting-gap')} above the others, wherever it began. Without smoothing there is no such place: it climbs forever, ever more slowly, like the logarithm of time.</p>`,
      ],
      next: 'So much for one example. Does it help a network with examples that it has never seen?',
    },
    training: {
      ...trainingText.section,
      rows: [aboutTraining],
      next: 'It depends, then. The next table says on what.',
    },
    choosing: {
      shortTitle: 'When',
      title: 'When to smooth, and how much',
      claim:
        'Smooth to train a better classifier, not to repair its confidence, and never without naming the convention.',
      rows: ['<!-- decisions -->'],
      next: 'Decided? Then take it with you.',
    },
    developers: {
      shortTitle: 'Use it',
      title: 'Use it yourself',
      claim:
        'The losses behind this page are an npm package and the figures are a custom element; take either with you.',
      rows: [
        `<h3>The package</h3>
<p>Losses defined as in PyTorch, computed with WebAssembly SIMD in browsers and in Node.</p>
${codeSamples.package('logits: one row, five classes', 'about 3.3519')}
<p>The package is not on npm yet. Until it is, run <code>npm pack</code> in a checkout of the repository and install the file that it writes.</p>`,
        `<h3>In your own post</h3>
<p>With a bundler, one import and one tag put a figure into an article. What you put inside the tag is shown where JavaScript or WebAssembly is missing; the attributes are the parameters that appear in this page’s address when you move something.</p>
${codeSamples.embed('en', 'Smoothed: .92 for the correct class, .02 for each other')}
<p>Without a bundler, two lines do: the <a href="../embed/builder/?lang=en">embed builder</a> writes them for the figure as you set it up, also as an iframe or for Hugo. Figures can be linked.</p>
<p>Every call is described in the <a href="../api/">API reference</a>, with tables for those who come from PyTorch, Keras, TensorFlow.js, optax or fairseq. Installation, building and the license are in the README at the root of the repository.</p>`,
      ],
    },
    summary: {
      shortTitle: 'In short',
      title: 'Six sentences to take away',
      claim: 'After this page you should be able to explain these to somebody else.',
      rows: [
        `<ol class="in-short">
<li>A hard label asks for a probability of 1, which softmax cannot reach with finite logits, so training pushes forever and the network grows too sure.</li>
<li>Label smoothing takes ${m('\\alpha')} from the correct class and deals it out evenly: with five classes and ${m('\\alpha = 0.1')}, 1 and 0 become 0.92 and 0.02.</li>
<li>The loss is then lowest where the prediction equals the target; being surer than that costs something.</li>
<li>Each logit is pushed by target minus prediction, so the gap stops growing at ${m('\\log (q_{\\correct} / q_k)')}: at ${m('\\alpha = 0.1')} that is 3.83 with five classes and 9.11 with a thousand.</li>
<li>Smoothing always makes a network less sure. Whether it also becomes more accurate or better calibrated depends on the data; a single temperature after training is the cheaper remedy for confidence alone.</li>
<li>An ${m('\\alpha')} means nothing without its convention: does the correct class get a share back, and does padding?</li>
</ol>`,
      ],
    },
  },
  chapters: {
    measured: {
      title: 'What has been measured',
      html: `<ul>
<li>${citations.szegedy} introduced the idea while training Inception on the 1000 classes of ImageNet with ${m('\\alpha = 0.1')}, and reported about 0.2 percentage points less top-1 and top-5 error.</li>
<li>${citations.guo} found many modern deep networks to be overconfident: the probability they state is higher than the share they get right.</li>
<li>${citations.mueller} saw better generalization and calibration in many of their experiments on images, translation and speech. Accuracy does not always rise: for AlexNet on CIFAR-10 it was 86.8% without and 86.7% with smoothing, a difference within the margin of error.</li>
</ul>
<p>Generalization and calibration are outcomes of <em>training</em>, and only training can show them. The figures below settle a different question, one that can be computed to the last digit: what exactly happens to the target and to the loss?</p>`,
    },
    softmax: {
      title: 'Where the probabilities come from',
      html: `<p>The last layer takes the activations ${m('\\mathbf{x}')} of the layer before it (with a 1 appended for the bias) and takes their dot product with one weight vector ${m('\\mathbf{w}_k')} per class. That gives ${m('K')} scores, the logits, which softmax turns into probabilities:</p>
${formula('softmax', words)}
<p>The denominator runs over all ${m('K')} classes, so the probabilities sum to 1. None of them is ever exactly 0 or 1: that would take a logit infinitely far from the others.</p>`,
    },
    conventions: {
      title: 'One α, four targets',
      html: `<p>Three classes under <i>uniform</i>, the first one correct, ${m('\\alpha = 0.1')}:</p>
${formula('uniformOfThree', words)}
<p>The correct class comes down from 1 to 0.9333 and the other two go up from 0 to 0.0333.</p>
<p>A paper that says ${m('\\alpha = 0.1')} has not told you the target yet. PyTorch and Keras give ${m('\\alpha / K')} to every class, the correct one included (<i>uniform</i>). Fairseq and Megatron share ${m('\\alpha')} among the other ${m('K - 1')} classes (<i>others</i>). The Annotated Transformer leaves padding out as well, which makes ${m('K - 2')} (<i>padded</i>). And the general form of Szegedy and colleagues shares by how frequent the classes are (<i>prior</i>).</p>
<p>At ${setting('\\alpha', 'conventions', 'alpha')} and ${setting('K', 'conventions', 'classes')} the correct class gets ${live('conventions', 'target-uniform')}, ${live('conventions', 'target-others')}, ${live('conventions', 'target-padded')} and ${live('conventions', 'target-prior')}, in that order.</p>
<p>Settings can be converted: this ${m('\\alpha')} of <i>uniform</i> is ${live('conventions', 'others-alpha')} in <i>others</i>, and this ${m('\\alpha')} of <i>others</i> is ${live('conventions', 'uniform-alpha')} in <i>uniform</i>.</p>`,
    },
    implementation: {
      title: 'The padded implementation, step by step',
      html: `<p>Sequence models reserve one class index for padding. Padding is never an answer, so the target should give it nothing, and a row whose target <em>is</em> padding should not count at all. That leaves ${m('K - 2')} classes to share ${m('\\alpha')}, and a complete definition with four cases:</p>
${formula('padded', words)}
<p>The share and the confidence are now</p>
${formula('share', words)}
${formula('confidence', words)}
<p>and the code overwrites an ${m('N \\times K')} matrix with them. Choose a line, and the figure shows the matrix that it leaves behind.</p>
${codeSamples.padded('Language of the code', [
  'KL wants log-probabilities; log 0 is −∞.',
  'Fill every cell with the share.',
  'Put the confidence at each row’s correct class.',
  'Padding is never an answer.',
  'A row whose answer is padding does not count.',
  'Where q = 0 the term is 0, even if p is 0.',
  'Against inf: no probability is exactly 0.',
])}
<p>Between that target and the predictions the KL loss is now ${live('steps', 'kl')}; with the zeros among the predictions replaced by ${m('10^{-10}')} and the rows renormalized it is ${live('steps', 'kl-remedied')}.</p>`,
    },
    'nan-and-inf': {
      title: 'Where nan and inf come from',
      html: `<p>The post’s first example does not end in a number. A row’s KL divergence is a sum of ${m('K')} products, and two of them misbehave, each in its own way.</p>
<ul>
<li>In the padding column target and prediction are both 0. The term is 0 by definition, but a computer that multiplies ${m('0 \\cdot (-\\infty)')} gets <code>nan</code>.</li>
<li>At class 4 the target is 0.1333 and the prediction 0. That term is ${m('+\\infty')} by right: the model rules out what the target allows.</li>
</ul>
<p>The sum is ${live('trace', 'kl')}. PyTorch up to 1.12 prints <code>${live('trace', 'kl-1-12')}</code>, from 1.13 on <code>${live('trace', 'kl-1-13')}</code>.</p>`,
    },
    batch: {
      title: 'The same targets as a picture',
      html: `<p>Draw the targets of the whole batch as a heat map: each row is one sample. At ${setting('\\alpha', 'heatmap', 'alpha')} the first row has ${live('heatmap', 'target-probability')} at its correct class and ${live('heatmap', 'other-probability')} at the others except padding. In the post’s setting the first two rows are brightest at class 2 and class 1; the third has padding as its target, so it is 0 throughout and has no maximum to speak of.</p>
<!-- predict overtaken -->
<p>A row can sum to one of two values: 1, which makes it a distribution, or 0, which means it does not count.</p>`,
    },
    example: {
      title: 'Once more, from the top',
      html: `<p>A vocabulary of <code>size = 5</code>, <code>smoothing = 0.1</code>, <code>padding_idx = 0</code>, and class 2 is correct.</p>
<p>The one-hot label:</p>
${vector('hard', ['0', '0', '1', '0', '0'], 2, 'example')}
<p>Confidence and share:</p>
${formulaChoice('example', { padded: 'example', padding: 'paddingTarget' }, words)}
<p>Put in their places, with padding left at 0:</p>
${vector('smooth', ['0', '.0333', '.9', '.0333', '.0333'], 2, 'example')}
<p>This tells the model that class 2 is the answer and that the other three words are not out of the question. Had the target been padding (class 0), the whole row would be 0.</p>`,
    },
    floor: {
      title: 'The floor under cross-entropy',
      html: `<p>All that separates cross-entropy from the KL divergence is the target’s own entropy:</p>
${formula('klIdentity', words)}
<!-- predict floor -->
<p>A one-hot label has entropy 0, and the two losses are one. A smoothed label has more, and that much of the cross-entropy is there to stay, however good the model. With ${m('p')} at ${live('decomposition', 'probability')} and ${setting('\\alpha', 'decomposition', 'alpha')}:</p>
${formula('decompositionNow', words)}
<p>So a training loss that settles at ${live('decomposition', 'entropy')} is no failure. It is the floor.</p>`,
    },
    push: {
      title: 'The push on each logit',
      html: `<p>The slope of the loss with respect to logit ${m('z_k')} is prediction minus target:</p>
${formula('gradient', words)}
<p>Training steps against it, so each logit is pushed by ${m('q_k - p_k')}: the arrows of the figure. At the correct class the push is now</p>
${formula('gradientNow', words)}
<p>and over all classes it sums to ${live('gradient', 'gradient-sum')}: what one logit is given, others give up. With a smoothed label the push becomes 0 where ${m('p_{\\correct} = q_{\\correct}')}, and beyond that it reverses.</p>`,
    },
    'resting-gap': {
      title: 'A finite place to rest',
      html: `<p>All pushes vanish where softmax returns exactly the target. How far the correct logit then stands above the others depends on ${m('\\alpha')} and, less than one might think, on the number of classes.</p>
<!-- predict gap -->
<p>For a hard label ${m('q_k = 0')} and the distance is infinite: the certainty that softmax cannot reach. At ${setting('\\alpha', 'logit-gap', 'alpha')} it is</p>
${formula('gapNow', words)}`,
    },
    temperature: {
      title: 'Isn’t that just temperature?',
      html: `<p>Dividing the logits by a temperature ${m('T')} also makes a model less sure:</p>
${formula('softened', words)}
<p>But a temperature comes after training and changes the prediction; smoothing acts during training and changes what is learned. Scored against the hard label, these logits are best off as cold as possible, for there is always a little more to gain. Scored against the smoothed label at ${setting('\\alpha', 'temperature', 'alpha')}, they are best at ${m('T')} = ${live('temperature', 'best-temperature')}.</p>`,
    },
    findings: { title: 'What came out, number by number', html: findings },
    'large-alpha': chapterOf(trainingText.section.rows[1]),
    teachers: chapterOf(trainingText.section.rows[2]),
    drawing: chapterOf(trainingText.section.rows[4]),
    corrections: {
      title: 'Eight corrections to the post',
      html: '<p>The post is wrong or silent in eight places. Each correction was checked against PyTorch and in double precision.</p>',
    },
    references: {
      title: 'References',
      html: `<p>What is said here about accuracy, calibration and distillation comes from these eight papers and from the runs above.</p>
<ol class="references">${literature}</ol>`,
    },
  },
  decisions: {
    columns: {
      case: 'You have',
      smooth: 'Smooth?',
      settings: 'α and convention',
      why: 'Why',
      instead: 'Otherwise',
    },
    rows: [
      {
        case: 'Pictures or other data in many classes',
        smooth: 'Try it',
        verdict: 'yes',
        settings: 'α = 0.1, uniform, as in PyTorch, Keras and timm',
        why: `About 0.2 points less error on ImageNet (${citations.szegedy}); no gain for AlexNet on CIFAR-10: 86.8% and 86.7% (${citations.mueller}).`,
        instead: 'More data, augmentation, mixup. Compare on data set aside.',
      },
      {
        case: 'Translation and other sequences',
        smooth: 'Yes',
        verdict: 'yes',
        settings:
          'α = 0.1, nothing for padding, and the convention of what you compare with: others in fairseq, uniform in PyTorch',
        why: `Perplexity gets worse, BLEU better (${citations.vaswani}): from 25.3 to 25.8 in English–German (${citations.mueller}).`,
        instead: 'Hard labels where perplexity itself counts.',
      },
      {
        case: 'A teacher for distillation',
        smooth: 'Rather not',
        verdict: 'no',
        settings: 'α = 0; if it is smoothed already, distill at temperature 1',
        why: `On MNIST the smoothed teacher is better (0.59% error, not 0.67%) and its student worse (0.91%, not 0.74%; ${citations.mueller}). The harm grows with the temperature (${citations.chandrasegaran}).`,
        instead: `With noisy labels a smoothed teacher is the better one (${citations.lukasik}).`,
      },
      {
        case: 'Labels with mistakes in them',
        smooth: 'Yes, if they are few',
        verdict: 'maybe',
        settings: 'uniform; try α from 0.1 up, and compare on clean labels',
        why: `As good as methods that correct the loss (${citations.lukasik}). With much noise the advantage vanishes (${citations.wei}).`,
        instead: 'Fix the labels; with much noise, correct the loss.',
      },
      {
        case: 'A need for honest probabilities only',
        smooth: 'No',
        verdict: 'no',
        settings: 'α = 0 and one temperature after training',
        why: `For a ResNet-110 on CIFAR-100 one temperature takes the calibration error from 16.5% to 1.3% and leaves every answer as it was (${citations.guo}).`,
        instead: `Where answers are rejected if the network is unsure, smoothing even does harm (${citations.xia}).`,
      },
      {
        case: 'Two or a few classes',
        smooth: 'Little, if at all',
        verdict: 'maybe',
        settings: 'α = 0.05 or less, uniform; padded divides by zero at K\u00a0=\u00a02',
        why: `The same α binds tighter: at 0.1 the gap rests at 2.94 with two classes and at 9.11 with a thousand (${m('\\log (q_{\\correct} / q_k)')}, above).`,
        instead: 'Weight decay, or stopping earlier.',
      },
    ],
  },
  figures: {
    ...trainingText.figures,
    'cross-entropy': {
      gesture: 'Drag the probability of the correct class towards 1.',
      seen: 'The loss sinks to 0 and never turns back: a hard label always rewards more confidence.',
    },
    targets: {
      gesture: 'Drag α from 0.1 to 0.2.',
      seen: 'The correct class goes from 0.92 to 0.84, each other class from 0.02 to 0.04, and the sum does not move.',
    },
    conventions: {
      gesture: 'Drag α all the way to 1.',
      seen: 'Under uniform the correct class ends level with the rest; under others and padded it is left with nothing.',
    },
    trace: {
      gesture: 'Change the predictions to 0.05, 0.2, 0.6, 0.1, 0.05.',
      seen: 'Without a 0 among them, the definition and both generations of PyTorch agree on one finite number.',
    },
    decomposition: {
      gesture: 'Drag the prediction to 0.92, then raise α.',
      seen: 'The KL part shrinks to 0 and cross-entropy stops at the floor; a larger α lifts the floor itself.',
    },
    gradient: {
      gesture: 'Make the third logit 8 instead of 4.',
      seen: 'The arrow at the correct class flips and points down: the model is surer than the target, and training now lowers that logit.',
    },
    'logit-gap': {
      gesture: 'Drag α towards 0.',
      seen: 'The gap grows without end; with 1000 classes instead of 5 it is still less than two and a half times as large.',
    },
    descent: {
      gesture: 'Press “Let go”, then drag α down to 0.',
      seen: 'The gap comes to rest at the dashed line. At α = 0 the line is gone, and the gap goes on climbing.',
    },
    temperature: {
      gesture: 'Drag the temperature T from 2 down to 0.2.',
      seen: 'Against the hard label the loss only falls; against the smoothed label it turns and rises again.',
    },
    steps: {
      gesture: 'Choose the lines of the code one after the other, or open “Step by step”; then make α larger.',
      seen: 'Outlined cells are the ones a step has changed; masking turns the whole third row to 0.',
    },
    heatmap: {
      gesture: 'Drag α past 0.75.',
      seen: 'The brightest cell is no longer the correct class: padding aside, the correct class is now the least likely.',
    },
    'loss-curve': {
      gesture: 'Guess where the lowest point is, then drag along the curve to the right.',
      seen: 'The loss falls to its minimum and then climbs: being surer than the target has a price.',
    },
    example: {
      gesture: 'Make class 3 the correct one.',
      seen: 'The 0.9 moves over, padding stays at 0, and the remaining three keep 0.0333 each.',
    },
  },
  predictions: {
    loss: {
      question: `At ${m('p_2 = 0.75')} the loss is 0.29. What is it when the model gives the correct class only 0.1?`,
      because: `${m('-\\log 0.1 = 2.30')}: the loss has no upper limit; every further zero after the decimal point adds the same 2.30.`,
    },
    kept: {
      question: `Five classes, ${m('\\alpha = 0.3')}: how much does the correct class keep?`,
      because: `${m('1 - 0.3')} leaves 0.7, and a fifth of the 0.3 comes back: 0.76.`,
    },
    overtaken: {
      question: `Five classes, one of them padding: from which ${m('\\alpha')} on does the correct class lose its lead?`,
      because: `At ${m('\\alpha = (K-2)/(K-1) = 0.75')} all four classes that are not padding have 0.25; beyond it, the other three each have more than the correct one.`,
    },
    floor: {
      question: `Five classes, and ${m('\\alpha')} goes up to 0.4. How low can the cross-entropy get?`,
      because: `${m('H(q) = -0.68 \\log 0.68 - 4 \\cdot 0.08 \\log 0.08 = 1.07')}: not even a perfect model gets below it.`,
    },
    gap: {
      question: `At ${m('\\alpha = 0.1')} and five classes the correct logit rests 3.83 above the others. With 1000 classes?`,
      because: `${m('\\log (0.9001 / 0.0001) = 9.11')}: two hundred times the classes, not even three times the gap.`,
    },
    minimum: {
      question: `Raise ${m('\\alpha')} from 0.1 to 0.3. At which ${m('x')} is the loss lowest then?`,
      because: `${m('\\minimum^{*} = 3 \\cdot 0.7 / 0.3 = 7')}; the figure shows it as a diamond, and your guess as the point on the curve.`,
    },
  },
  corrections: {
    1: `What ${citations.mueller}, cited in the post, found about distillation is that a teacher trained with label smoothing teaches <em>worse</em>; ${citations.chandrasegaran} later tied this to the distillation temperature.`,
    2: `${m('K - 2')} leaves out padding <em>and</em> the correct class itself, and the same ${m('\\alpha')} means two things: the post’s formula section hands ${m('\\alpha / K')} back to the correct class (0.9333 for ${m('K = 3')}, ${m('\\alpha = 0.1')}), its code does not (0.9).`,
    3: `The step the post captions “fill with ${m('\\alpha / K')}” fills with ${m('\\alpha / (K - 2)')} = 0.1333; ${m('\\alpha / K')} would be 0.08.`,
    4: 'The post’s piecewise formula leaves out two cases, 0 for the padding column and 0 for every row whose target is padding, and the last tensor printed has an unmasked third row, which should read 0\u00a00\u00a00\u00a00\u00a00.',
    5: `The loss of the post’s first example is in truth ${m('+\\infty')}, since class 4 has target 0.1333 and probability 0 (PyTorch up to 1.12 prints <code>inf</code>; from 1.13 on it prints <code>nan</code>, having computed ${m('0 \\cdot (-\\infty)')} in the padding column); with the zeros turned into ${m('10^{-10}')} and the rows renormalized, the post’s own later remedy, it is 5.97115.`,
    6: `With ${m('K = 2')} the share ${m('\\alpha / (K - 2)')} divides by zero and means nothing, and with ${secret('overtaken', `${m('\\alpha > (K - 2) / (K - 1)')}, 0.75 for five classes,`)} the correct class becomes the least likely one apart from padding.`,
    7: `The curve for ${m('\\alpha = 0.1')} does fall, from 0.951350 at ${m('x = 1')} to 0 at ${secret('minimum', m('x = 27'))}, before it climbs back to 0.054421 at ${m('x = 99')}; only from ${secret('overtaken', m('\\alpha \\ge 0.75'))} does it rise from the start (0.07246 to 2.85163 for ${m('\\alpha = 0.9')}), so what it shows is overconfidence being penalized, while underfitting is a matter of training.`,
    8: `KL divergence and cross-entropy differ by the target’s entropy ${m('H(q)')}, which does not depend on the prediction (for the post’s padded code with five classes, 0.434944 per token at ${m('\\alpha = 0.1')} and 1.112457 at ${m('\\alpha = 0.4')}; the figure starts with uniform, so its numbers differ): same gradient, different floor.`,
  },
};
