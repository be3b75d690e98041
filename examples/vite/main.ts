import { load } from 'label-smoothing';
import 'label-smoothing/element';

const input = document.querySelector('input') as HTMLInputElement;
const output = document.querySelector('output') as HTMLOutputElement;
const figure = document.querySelector('label-smoothing');

const ls = await load();
const logits = Float32Array.of(1, 2, 3, 4, 5);

function update(): void {
  const labelSmoothing = input.valueAsNumber;
  output.value = ls.crossEntropy(logits, [1], { classes: 5, labelSmoothing }).toFixed(6);
  figure?.setState({ alpha: labelSmoothing });
}

input.addEventListener('input', update);
update();
