/** Tabs as the ARIA Authoring Practices have them: one of them is in the tab order, and arrow keys choose another. */
import { make } from './dom.js';

export interface Tabs<Name extends string> {
  readonly list: HTMLElement;
  readonly panel: HTMLElement;
  readonly chosen: () => Name;
  readonly choose: (name: Name) => void;
}

/** @param changed called when the reader has chosen another */
export function createTabs<Name extends string>(
  label: string,
  names: Readonly<Record<Name, string>>,
  changed: () => void,
): Tabs<Name> {
  const panel = make('div', { role: 'tabpanel', id: 'panel' });
  const tabs = Object.entries<string>(names).map(([name, text]) => {
    const tab = make('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': panel.id }, text);
    return [name as Name, tab] as const;
  });
  let chosen = tabs[0]?.[0] as Name;

  const choose = (name: Name) => {
    chosen = name;
    for (const [other, tab] of tabs) {
      tab.setAttribute('aria-selected', String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${name}`);
  };

  const steps: Readonly<Record<string, (index: number) => number>> = {
    ArrowRight: (index) => (index + 1) % tabs.length,
    ArrowLeft: (index) => (index + tabs.length - 1) % tabs.length,
    Home: () => 0,
    End: () => tabs.length - 1,
  };
  tabs.forEach(([name, tab], index) => {
    tab.addEventListener('click', () => {
      choose(name);
      changed();
    });
    tab.addEventListener('keydown', (event) => {
      const next = tabs[steps[event.key]?.(index) ?? -1]?.[1];
      if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      next.focus();
      next.click();
    });
  });
  choose(chosen);
  const list = make('div', { role: 'tablist', 'aria-label': label }, ...tabs.map(([, tab]) => tab));
  return { list, panel, chosen: () => chosen, choose };
}
