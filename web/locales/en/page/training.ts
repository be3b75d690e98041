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
    shortTitle: 'Training',
    title: 'Does it help? Train and see',
    claim:
      'Smoothing always makes a network less sure; whether it becomes more accurate or better calibrated depends on the data.',
    rows: [
      `<p>The post makes two claims: hard labels make a model overconfident and overfitted, and smoothing helps it generalize. Here two networks answer. They begin with the same weights and see the same batches; only their labels differ. They learn to tell clothes apart: small pictures of Fashion-MNIST, 1000 for training and 1000 for testing, ten classes. All results quoted here come from one recording made beforehand. They are means over the random seeds 1 to ${seeds}, with hard labels on the left of each arrow and ${alpha('0.1')} on the right; a ± gives the standard error of the difference. The figure shows the run with seed ${seed}; in that one alone the hard network’s accuracy is ${recordedAccuracy()}.</p>
<ul>
<li><b>Overconfidence: true.</b> The hard network is right ${ofHard('default', 'accuracy')} of the time and claims ${ofHard('default', 'confidence')} on average. Smoothing takes confidence away: ${change('default', 'confidence', 'falls')}. Of the test pictures, ${percentages('default', 'sureMistakes', 'falls')} are mistakes of which the network is more than 90% sure.</li>
<li><b>Overfitting: seen, and softened.</b> The hard network’s loss on test data is lowest around epoch ${epochOfTurn('default')}, at ${ofHard('default', 'lowestNll')}; then it climbs. At the end it is ${change('default', 'nll', 'falls')}. Yet both networks learn nearly all training labels by heart; training accuracy ${change('default', 'trainAccuracy', 'rises')}.</li>
<li><b>Accuracy: a little better.</b> ${change('default', 'accuracy', 'rises')}, that is ${accuracyGain.amount}, with a gain in ${accuracyGain.seeds} of ${seeds} seeds. With 20% of the training labels wrong the gain is larger, ${gain('noisy', 'accuracy', 'rises').amount} (${gain('noisy', 'accuracy', 'rises').seeds} of ${seeds} seeds), and handwritten digits show it most clearly: ${change('digits', 'accuracy', 'rises')}, in ${gain('digits', 'accuracy', 'rises').seeds} of ${seeds} seeds.</li>
<li><b>Calibration: it depends.</b> ECE, the average gap between confidence and accuracy, gets better here, ${change('default', 'ece', 'falls')}. On the easier digits it gets worse, ${change('digits', 'ece', 'rises')}: the smoothed network is too modest.</li>
<li><b>The counterexample: made-up clouds.</b> Choose “Gaussian classes” as data: on ten Gaussian clouds with 20% wrong labels accuracy falls instead, ${change('gaussian', 'accuracy', 'falls')}, and with clean labels too, ${change('gaussianClean', 'accuracy', 'falls')}. Whether smoothing generalizes better is a question of the data.</li>
</ul>`,
      `<h3>When α is too large</h3>
<p>Take ${m('\\alpha')} from 0 to 0.98. ECE is lowest at ${alpha(bestAlpha())}; beyond it the network is ever less sure and calibration suffers again. One would expect underfitting at the end, where a label says next to nothing. But at ${alpha('0.98')} accuracy on test data is still ${sweep(0.98, 'accuracy', 'same')}: what collapses is confidence, to ${sweep(0.98, 'confidence', 'falls')}.</p>
<p>In fairness, the figure also draws the alternative: train with hard labels as usual and soften the probabilities afterwards with a single temperature. This is temperature scaling, from ${citations.guo}. Accuracy stays exactly as it was, and both ECE (${scaled('ece', true)}) and negative log-likelihood (${scaled('nll', true)}) are lower than with any ${m('\\alpha')}.</p>`,
      `<h3>Does a smoothed teacher teach well?</h3>
<p>In distillation a small network, the student, learns from the probabilities of a larger one, the teacher, instead of from the labels. ${citations.mueller} found that a smoothed teacher is more accurate itself and yet has worse students; ${citations.chandrasegaran} that it depends on the temperature of distillation. Here, with clean labels, only the first half holds: the smoothed teacher is the more accurate one, but its students are no better: ${students('default', 1, 'same')} at ${m('T = 1')} and ${students('default', 8, 'same')} at ${m('T = 8')}. With 20% wrong labels it does depend on the temperature: ${students('noisy', 1, 'same')} at ${m('T = 1')}, but ${students('noisy', 8, 'rises')} at ${m('T = 8')}. That agrees with ${citations.lukasik}, who found smoothed teachers to be the better ones where labels are noisy. Small networks on small pictures refute nothing that was found on large ones, of course; this is only what was measured here.</p>`,
      `<h3>Sure, and wrong</h3>
<p>Averages hide what overconfidence does to single pictures. Two networks have learned to tell clothes apart, one from hard labels, which ask for certainty, the other from smoothed ones, which do not. Here each lines up pictures that it has never seen, the one it is surest of first. The framed ones are mistakes. The smoothed network makes about as many, but there are few that it is sure of.</p>`,
      `<h3>Draw for yourself</h3>
<p>Two small networks have learned handwritten digits. Draw one, and see how sure each is of what it sees. Then draw something that is no digit: they have to answer all the same, and that is where the hard network’s confidence is worth least.</p>`,
    ],
  },
  figures: {
    training: {
      gesture: 'Open “Reliability” and “Penultimate layer”; press “Train” to watch it happen.',
      seen: `The bars of the hard network end below the diagonal: it claims more than it delivers. With smoothing class centers move closer together (${centersChange()}); measured by that distance, points of a class are tighter on training data (within / between ${clustersChange('train', 'falls')}), but not on test data (${clustersChange('test', 'stays')}; seed ${seed}).`,
    },
    'alpha-sweep': {
      gesture: 'Press “Train” and watch ECE fall and rise again.',
      seen: 'The lowest point is at a small α. The dashed green line is temperature scaling, which costs no accuracy at all.',
    },
    distillation: {
      gesture: 'Set the label noise to 0.2 and press “Train”.',
      seen: 'With clean labels the two lines all but coincide; with noise the smoothed teacher has the better students at high temperatures.',
    },
    wall: {
      gesture: 'Move “Confidence above”, then point at the framed pictures.',
      seen: 'On the left, frames reach far up among the surest pictures; on the right, hardly any are left there. The order itself is no better: sure mistakes have only become less sure.',
    },
    draw: {
      gesture: 'Draw a digit, then press “Try a letter”.',
      seen: 'Both networks mostly give the same answer, the smoothed one with less confidence. Halfway between two digits the difference is largest.',
    },
  },
};
