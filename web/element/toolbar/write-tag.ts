/** Markup of a snippet, written as HTML or as JSX. */

import { escapeHtml } from '../../figures/escape.js';

export interface Tag {
  readonly name: string;
  /** In this order; `true` for one without a value. */
  readonly attributes?: Readonly<Record<string, string | true>>;
  readonly style?: Readonly<Record<string, string>>;
  readonly children?: readonly (Tag | string)[];
}

const voidTags = new Set(['img']);

export function toHtml({ name, attributes = {}, style, children = [] }: Tag): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === true ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`,
  );
  const styles = Object.entries(style ?? {}).map(([key, value]) => `${key}:${value}`);
  if (styles.length > 0) written.push(` style="${escapeHtml(styles.join(';'))}"`);
  const opening = `<${name}${written.join('')}>`;
  if (voidTags.has(name)) return opening;
  return `${opening}${children.map((child) => (typeof child === 'string' ? escapeHtml(child) : toHtml(child))).join('')}</${name}>`;
}

/** Attributes whose names are in camel case there. */
const camelCase: Readonly<Record<string, string>> = { crossorigin: 'crossOrigin', tabindex: 'tabIndex' };

export function toJsx({ name, attributes = {}, style, children = [] }: Tag): string {
  // An attribute without a value is `true`, which React leaves out of one that is no boolean.
  const written = Object.entries(attributes).map(([key, value]) =>
    value === true
      ? ` ${camelCase[key] ?? key}${key === 'crossorigin' ? '=""' : ''}`
      : ` ${camelCase[key] ?? key}="${escapeHtml(value)}"`,
  );
  const styles = Object.entries(style ?? {}).map(
    ([key, value]) => `${key.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}: '${value}'`,
  );
  if (styles.length > 0) written.push(` style={{ ${styles.join(', ')} }}`);
  const opening = `<${name}${written.join('')}`;
  if (children.length === 0) return `${opening} />`;
  return `${opening}>${children.map((child) => (typeof child === 'string' ? `{${JSON.stringify(child)}}` : toJsx(child))).join('')}</${name}>`;
}
