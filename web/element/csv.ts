import type { Table } from '../figures/figure.js';
import { exact } from '../figures/format.js';

/** A table in the format of RFC 4180: CRLF, quotes where needed. JavaScript and Python can read its infinities. */
export function toCsv({ header, rows }: Table): string {
  const field = (value: string | number) => {
    const text = typeof value === 'number' ? exact(value) : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
