/** The Hugo module, written from the table of parameters. */
import { figureNames, type Parameter, parameters } from '../figures/parameters.js';

/** What an attribute that is no parameter may be, as a regular expression. */
const settings: Readonly<Record<string, string>> = {
  group: '[\\w-]+',
  hide: '[a-z -]+',
  lang: '[A-Za-z-]+',
  loading: 'lazy|eager',
  theme: 'auto|light|dark',
};

/** The parameter of the shortcode that becomes what the element shows until it runs, and where it cannot. */
const fallback = 'fallback';

const number = '[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?';

function patternOf({ kind, choices }: Parameter): string {
  if (choices) return choices.join('|');
  const entry = kind.startsWith('integer') ? '\\d+' : number;
  return kind.endsWith('s') ? `(${entry}( *, *${entry})*)?` : entry;
}

/** Attributes and what their text must match; ranges are for the element, which knows them figure by figure. */
const patterns: Readonly<Record<string, string>> = {
  figure: figureNames.join('|'),
  ...Object.fromEntries(parameters.map((parameter) => [parameter.name, patternOf(parameter)])),
  ...settings,
};

function shortcode(version: string, integrity: string): string {
  const entries = Object.entries(patterns).map(([name, pattern]) => `  "${name}" \`^(${pattern})$\``);
  return `{{- /* Written by the build of label-smoothing ${version}: {{< label-smoothing figure="targets" alpha="0.1" >}} */ -}}
{{- $patterns := dict
${entries.join('\n')}
-}}
{{- if not .IsNamedParams -}}
  {{- errorf "label-smoothing: expected named parameters, as in figure=\\"targets\\": %s" .Position -}}
{{- else -}}
  {{- if not (.Get "figure") -}}
    {{- errorf "label-smoothing: figure is missing, expected one of ${figureNames.join(', ')}: %s" .Position -}}
  {{- end -}}
  {{- if not (.Page.Scratch.Get "label-smoothing") -}}
    {{- .Page.Scratch.Set "label-smoothing" true -}}
<script type="module" src="{{ "label-smoothing/${version}/label-smoothing.js" | relURL }}" integrity="${integrity}" crossorigin></script>
  {{- end }}
<label-smoothing
  {{- range $name, $value := .Params -}}
    {{- if ne $name "${fallback}" -}}
    {{- $pattern := index $patterns $name -}}
    {{- $text := printf "%v" $value -}}
    {{- if not $pattern -}}
      {{- errorf "label-smoothing: %s is no parameter, expected one of ${[...Object.keys(patterns), fallback].join(', ')}: %s" $name $.Position -}}
    {{- else if not (findRE $pattern $text) -}}
      {{- errorf "label-smoothing: %s is %s, expected %s: %s" $name $text $pattern $.Position -}}
    {{- else -}}
      {{- printf " %s=\\"%s\\"" $name (htmlEscape $text) | safeHTMLAttr -}}
    {{- end -}}
    {{- end -}}
  {{- end -}}
>{{ with .Get "${fallback}" }}{{ . | $.Page.RenderString }}{{ end }}</label-smoothing>
{{- end -}}
`;
}

/** The files of the module but for the script and what it loads, which the build puts into `static`. */
export function hugoFiles(version: string, integrity: string): ReadonlyMap<string, string> {
  const code = shortcode(version, integrity);
  return new Map([
    ['go.mod', 'module label-smoothing\n\ngo 1.16\n'],
    ['hugo.toml', '[module.hugoVersion]\n  min = "0.100.0"\n'],
    // Where Hugo looks since 0.146, and where it looked before.
    ['layouts/_shortcodes/label-smoothing.html', code],
    ['layouts/shortcodes/label-smoothing.html', code],
  ]);
}
