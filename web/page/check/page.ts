/** The page's script: takes files, has a worker read and measure them, and shows what came of it. */

import type { LabelSmoothingElement } from '../../element/index.js';
import type { Checked } from '../../figures/calibration/check.js';
import { type ExampleName, inLanguage } from '../../figures/calibration/examples.js';
import { numbersOf } from '../../figures/calibration/numbers.js';
import {
  digits,
  firstSentence,
  furtherSentences,
  threeDigits,
  verdictTexts,
} from '../../figures/calibration/verdict.js';
import { languageFor } from '../../locales/languages.js';
import type { Choices, Kind } from '../../readers/index.js';
import { keepOffline } from '../offline.js';
import '../../element/index.js';
import type { Reply, Task } from './protocol.js';
import { texts } from './texts.js';

const language = languageFor(document.documentElement.lang);
const t = texts[language];

function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as Kind;
}

const input = element<HTMLInputElement>('files');
const give = element('give');
const working = element('working');
const progress = element<HTMLProgressElement>('progress');
const refusal = element('refusal');
const answer = element('answer');
const figure = element<LabelSmoothingElement>('figure');

let worker: Worker | undefined;
/** What the last complete answer came from, or what waits for the rest. */
let files: readonly File[] = [];
let shown: { readonly checked: readonly Checked[]; readonly notes: readonly string[] } | undefined;

function stop(): void {
  worker?.terminate();
  worker = undefined;
  working.hidden = true;
}

function start(task: Task, done: (reply: Extract<Reply, { type: 'done' }>) => void, incomplete = () => {}): void {
  stop();
  refusal.textContent = '';
  progress.value = 0;
  working.hidden = false;
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', ({ message }) => {
    stop();
    refusal.textContent = t.failed(message);
  });
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    switch (data.type) {
      case 'progress':
        progress.value = data.share;
        return;
      case 'done':
        done(data);
        break;
      case 'refused':
        refusal.textContent = data.text[language];
        if (data.isIncomplete) incomplete();
        break;
      case 'failed':
        refusal.textContent = t.failed(data.reason);
    }
    stop();
  });
  worker.postMessage(task);
}

function choices(): Choices {
  const kind = element<HTMLSelectElement>('kind').value as Kind | '';
  const label = element<HTMLInputElement>('label').value.trim();
  const base = element<HTMLSelectElement>('base').value;
  return {
    kind: kind || undefined,
    label: label || undefined,
    first: base === '' ? undefined : (Number(base) as 0 | 1),
  };
}

/** Files come together or one after the other: new ones are tried alone, then with those before. */
function take(given: readonly File[]): void {
  if (given.length === 0) return;
  const attempts = [given, ...(files.length > 0 ? [[...files, ...given]] : [])];
  start(
    { attempts, choices: choices() },
    (reply) => {
      files = attempts[reply.attempt] as readonly File[];
      show(reply);
    },
    () => {
      files = attempts.at(-1) as readonly File[];
    },
  );
}

const paragraphs = (sentences: readonly string[]) =>
  sentences.map((sentence) => Object.assign(document.createElement('p'), { textContent: sentence }));

function show({ checked, areLogits, notes }: Extract<Reply, { type: 'done' }>): void {
  const [model, other] = checked as [Checked, Checked?];
  const { analysis, report } = model;
  shown = { checked, notes: notes.map((note) => note[language]) };
  const sentences = checked.map((each) => {
    const sentence = firstSentence(each.report, language);
    return other ? t.ofModel(each.name, sentence) : sentence;
  });
  if (other) {
    const [one, two] = [model, other].map((each) => digits(each.report.before.ece)) as [string, string];
    sentences.push(verdictTexts[language].compare(model.name, other.name, one, two));
  }
  element('first').replaceChildren(...paragraphs(sentences));
  element('helps').replaceChildren(...paragraphs(furtherSentences(analysis, report, language)));
  const { temperature, classes } = analysis;
  element('use').hidden = !(temperature > 0 && temperature < Infinity) || report.verdict === 'nothing';
  const by = threeDigits(temperature);
  element('pytorch').textContent = areLogits
    ? `probs = torch.softmax(logits / ${by}, dim=1)`
    : `probs = torch.softmax(torch.log(probs) / ${by}, dim=1)`;
  element('javascript').textContent = areLogits
    ? `const calibrated = ls.softmax(logits, { classes: ${classes}, temperature: ${by} });`
    : `const calibrated = ls.softmax(probs.map(Math.log), { classes: ${classes}, temperature: ${by} });`;
  element('notes').replaceChildren(
    ...shown.notes.map((note) => Object.assign(document.createElement('li'), { textContent: note })),
  );
  element('how').hidden = notes.length === 0;
  answer.hidden = false;
  // A figure further down is not loaded before there is something to show.
  figure.setPredictions({ checked, targets: [], classes }).catch((error: Error) => {
    refusal.textContent = t.failed(error.message);
  });
}

input.addEventListener('change', () => {
  take([...(input.files ?? [])]);
});
// The same file, chosen again, has changed in the meantime.
input.addEventListener('click', () => {
  input.value = '';
});

for (const type of ['dragenter', 'dragover'] as const) {
  addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    give.classList.add('over');
  });
}
addEventListener('dragleave', ({ relatedTarget }) => {
  if (!relatedTarget) give.classList.remove('over');
});
addEventListener('drop', (event) => {
  give.classList.remove('over');
  const dropped = [...(event.dataTransfer?.files ?? [])];
  if (dropped.length === 0) return;
  event.preventDefault();
  take(dropped);
});

const pasted = element<HTMLTextAreaElement>('pasted');
const readPasted = (text: string) => {
  if (text.trim() !== '') take([new File([text], t.pastedFile)]);
};
element('read').addEventListener('click', () => readPasted(pasted.value));
addEventListener('paste', (event) => {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
  const copied = [...(event.clipboardData?.files ?? [])];
  if (copied.length > 0) take(copied);
  else readPasted(event.clipboardData?.getData('text/plain') ?? '');
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-example]')) {
  button.addEventListener('click', () => {
    files = [];
    const examples = (button.dataset['example'] as string).split(' ') as ExampleName[];
    start({ examples }, (reply) => {
      const checked = reply.checked.map((example, at) => inLanguage(example, examples[at] as ExampleName, language));
      show({ ...reply, checked });
    });
  });
}

element('cancel').addEventListener('click', () => {
  stop();
  refusal.textContent = t.cancelled;
  input.focus();
});
element('again').addEventListener('click', () => {
  const given = files;
  files = [];
  take(given);
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(element(button.dataset['copy'] as string).textContent);
    button.textContent = t.copied;
    setTimeout(() => {
      button.textContent = t.copy;
    }, 2000);
  });
}

element('save').addEventListener('click', () => {
  if (!shown) return;
  const { notes } = shown;
  const all = shown.checked.map(({ name, analysis, report }) => ({
    model: name,
    ...numbersOf(analysis, report, report.before, notes),
  }));
  const text = `${JSON.stringify(all.length === 1 ? all[0] : all, undefined, 2)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: address, download: 'calibration.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
});

keepOffline('check/files.json');
