/** The rules for values in the reader's language. They are apart from the table, which loads first. */
import { choicesOf, type FigureName, type Language, type Parameter, ruleOf, type Values } from './parameters.js';

/** The further rules of the table, by their English words. */
const further: Readonly<Record<string, string>> = { 'at least one of them above 0': '其中至少一個大於 0' };

/** `values` holds the parameters above it in the table. */
export function ruleIn(language: Language, parameter: Parameter, figure: FigureName, values: Values): string {
  if (language === 'en') return ruleOf(parameter, figure, values);
  if (parameter.choices) return `${choicesOf(parameter, figure).join(', ')} 其中之一`;
  const [low, high] = parameter.range?.(values, figure) ?? [-Infinity, Infinity];
  const each = `${low} 到 ${high} 之間的${parameter.kind.startsWith('integer') ? '整數' : '數字'}`;
  if (!parameter.length) return each;
  const [shortest, longest] = parameter.length(values);
  const count = shortest === longest ? longest : `${shortest} 到 ${longest}`;
  const also = parameter.also ? `，${further[parameter.also.rule] ?? parameter.also.rule}` : '';
  return `${count} 個 ${each}，以逗號分隔${also}`;
}
