/** What the choice of presets has. Loaded when somebody opens the settings that it is among. */

import { presetsOf, presetTexts, presetValues } from '../../figures/presets.js';
import { make } from '../dom.js';
import type { Host } from '../host.js';

export function fillPresets(presets: HTMLSelectElement, host: Host): void {
  const { figure, language } = host.snapshot();
  const names = presetsOf(figure);
  const [title] = presets.options;
  const options = names.map((name) => make('option', { value: name }, presetTexts[language][name]));
  presets.replaceChildren(...(title ? [title] : []), ...options);
  presets.onchange = () => {
    host.change(presetValues(figure, presets.value));
    // Choosing a preset is an action, not a state: any control may change its values.
    presets.value = '';
    host.commit();
  };
}
