/** Code for readers to copy. Comments and fallback text are in the page's language. */
import { escapeHtml } from '../figures/escape.js';
import { type CodeLine, paddedCode } from './padded-code.js';

/** code-blocks.ts gives each of these a button that copies it. */
const withMarkup = (html: string, attributes = '') =>
  `<div class="code"${attributes}><pre tabindex="0"><code translate="no">${html}</code></pre></div>`;

const block = (code: string) => withMarkup(escapeHtml(code), code.includes('\n') ? ' data-long' : '');

/** A line that makes a step comes with what it does, and can be chosen. Its end is inside: a block ends a line anyway. */
function line({ code, step }: CodeLine, comment: string, doings: readonly string[]): string {
  const written = `<span class="line">${escapeHtml(code)}\n</span>`;
  if (step === undefined) return written;
  const indent = /^ */.exec(code)?.[0];
  const doing = `<span class="line comment">${indent}${comment} ${step}. ${escapeHtml(doings[step - 1] as string)}\n</span>`;
  return `<button type="button" class="code-line" data-step="${step}">${doing}${written}</button>`;
}

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
  /** @param doings what each step of the figure `steps` does, in order */
  padded: (label: string, doings: readonly string[]) => {
    const choices = Object.entries(paddedCode).map(
      ([key, { name }], index) =>
        `<label><input type="radio" name="padded-code" value="${key}"${index === 0 ? ' checked' : ''}>${name}</label>`,
    );
    const blocks = Object.entries(paddedCode).map(([key, { comment, lines }]) =>
      withMarkup(
        (lines as readonly CodeLine[]).map((one) => line(one, comment, doings)).join(''),
        ` data-language="${key}" data-steps-of="steps"`,
      ),
    );
    return `<div class="code-choice"><div class="code-languages" role="radiogroup" aria-label="${label}">${choices.join(' ')}</div>
${blocks.join('\n')}</div>`;
  },
};
