/** Code for readers to copy. Comments and fallback text are in the page's language. */
import { escapeHtml } from '../figures/escape.js';

const block = (code: string) => `<pre tabindex="0"><code translate="no">${escapeHtml(code)}</code></pre>`;

export const codeSamples = {
  package: (logitsComment: string, lossComment: string) =>
    block('npm install label-smoothing') +
    block(`import { load } from 'label-smoothing';

const ls = await load();
const logits = [1, 2, 3, 4, 5]; // ${logitsComment}
const targets = [1];
const options = { classes: 5, labelSmoothing: 0.1 };

ls.smoothTargets(targets, options); // .02 .92 .02 .02 .02
ls.crossEntropy(logits, targets, options); // ${lossComment}`),
  embed: (lang: string, fallback: string) =>
    block(`<script type="module">
  import 'label-smoothing/element';
</script>
<label-smoothing figure="targets" alpha="0.1" lang="${lang}">
  <p>${fallback}</p>
</label-smoothing>`),
};
