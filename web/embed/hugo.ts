/** The Hugo module, generated from the table of parameters. */
import { firstRooms, roomLength, roomStyle } from '../element/toolbar/room.js';
import { figureNames, type Parameter, parameters } from '../figures/parameters.js';
import { defaultLanguage, languages, primary, type Text } from '../locales/languages.js';
import { texts } from './hugo-texts.js';

/** What the module has of a figure beside its code. */
export interface HugoFigure {
  readonly name: string;
  readonly title: Text;
  /** The name of the file with its picture. */
  readonly picture: Text;
  /** Size of the picture in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The rule for attributes that are not parameters, as a regular expression. */
const settings: Readonly<Record<string, string>> = {
  group: '[\\w-]+',
  hide: '[a-z -]+',
  lang: '[A-Za-z-]+',
  loading: 'lazy|eager|click',
  theme: 'auto|light|dark',
};

/** Parameters of the shortcode that are no attributes, the first Markdown. */
const others: Readonly<Record<string, string>> = {
  fallback: '.*',
  room: '[0-9a-z%*+(),. -]+',
};

const number = '[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?';

function patternOf({ kind, choices }: Parameter): string {
  if (choices) return choices.join('|');
  const entry = kind.startsWith('integer') ? '\\d+' : number;
  return kind.endsWith('s') ? `(${entry}( *, *${entry})*)?` : entry;
}

/** Attributes and the patterns of their text. The element checks the ranges, which differ between figures. */
const patterns: Readonly<Record<string, string>> = {
  figure: figureNames.join('|'),
  ...Object.fromEntries(parameters.map((parameter) => [parameter.name, patternOf(parameter)])),
  ...settings,
  ...others,
};

const quoted = (text: string) => JSON.stringify(text);
const dict = (entries: readonly (readonly [string, string])[]) =>
  `(dict\n${entries.map(([key, value]) => `  ${quoted(key)} ${value}`).join('\n')}\n)`;

/** The element with its script, which a page may name more than once, as modules are loaded once. */
function partial(version: string, integrity: string, figures: readonly HugoFigure[]): string {
  const about = figures.map(({ name, title, picture, width, height }) => {
    const own = languages.flatMap(({ tag }) => [
      [`label-${tag}`, quoted(texts[tag].figure(title[tag]))] as const,
      [`picture-${tag}`, quoted(picture[tag])] as const,
    ]);
    return [name, dict([...own, ['width', String(width)], ['height', String(height)]])] as const;
  });
  return `{{- /* Written by the build of label-smoothing ${version}. Takes "params", "page" and "position". */ -}}
{{- $position := .position -}}
{{- $patterns := ${dict(Object.entries(patterns).map(([name, pattern]) => [name, `\`^(${pattern})$\``]))} -}}
{{- $figures := ${dict(about)} -}}
{{- $params := .params -}}
{{- if not (index $params "figure") -}}
  {{- errorf "label-smoothing: figure is missing, expected one of ${figureNames.join(', ')}: %s" $position -}}
{{- end -}}
{{- $attributes := slice -}}
{{- range $name, $value := $params -}}
  {{- $pattern := index $patterns $name -}}
  {{- $text := printf "%v" $value -}}
  {{- if not $pattern -}}
    {{- errorf "label-smoothing: %s is no parameter, expected one of ${Object.keys(patterns).join(', ')}: %s" $name $position -}}
  {{- else if not (findRE $pattern $text) -}}
    {{- errorf "label-smoothing: %s is %s, expected %s: %s" $name $text $pattern $position -}}
  {{- else if not (in (slice ${Object.keys(others).map(quoted).join(' ')}) $name) -}}
    {{- $attributes = $attributes | append (printf "%s=\\"%s\\"" $name (htmlEscape $text)) -}}
  {{- end -}}
{{- end -}}
{{- with index $figures (printf "%v" (index $params "figure")) -}}
  {{- $wanted := index (split (lower (printf "%v" (or (index $params "lang") $.page.Site.LanguageCode $.page.Language.Lang))) "-") 0 -}}
  {{- $language := or (index (dict ${languages.map(({ tag }) => `${quoted(primary(tag))} ${quoted(tag)}`).join(' ')}) $wanted) ${quoted(defaultLanguage)} -}}
<link rel="stylesheet" href="{{ "label-smoothing/${version}/label-smoothing.css" | relURL }}">
<script type="module" src="{{ "label-smoothing/${version}/label-smoothing.js" | relURL }}" integrity="${integrity}" crossorigin></script>
<label-smoothing {{ delimit $attributes " " | safeHTMLAttr }}><i slot="room"{{ with index $params "room" }} style="{{ printf "padding-top:%s" . | safeCSS }}"{{ end }}></i>
  {{- with index $params "fallback" -}}
    {{- . | $.page.RenderString -}}
  {{- else -}}
    <a href="{{ $.page.Permalink }}"><img src="{{ printf "label-smoothing/${version}/%s" (index . (printf "picture-%s" $language)) | relURL }}" alt="" width="{{ .width }}" height="{{ .height }}" loading="lazy">{{ index . (printf "label-%s" $language) }}</a>
  {{- end -}}
</label-smoothing>
{{- end -}}
`;
}

/** Rules that give `<i slot="room">` in each figure its height, because a strict policy forbids inline styles. */
const roomRules = figureNames.map(
  (figure) => `label-smoothing[figure=${figure}]:not([hide]) { --ls-room-height: ${roomLength(firstRooms(figure))} }`,
);

const styleSheet = `label-smoothing { display: flow-root; margin-block-end: 1.5em }
label-smoothing > [slot=room] { ${roomStyle('var(--ls-room-height, 0)').replaceAll(';', '; ')} }
${roomRules.join('\n')}
label-smoothing img { display: block; max-width: 100%; height: auto }
`;

/**
 * Between `{{%` and `%}}` what a shortcode writes goes through Markdown, which leaves HTML out unless the site's
 * configuration has it `unsafe`. There the shortcode writes a block of code of a language of its own, for which the
 * module has a hook; the pages of other languages' code are not touched.
 */
const shortcode = `{{- /* Written by the build of label-smoothing: {{< label-smoothing figure="targets" alpha="0.1" >}} */ -}}
{{- if not .IsNamedParams -}}
  {{- errorf "label-smoothing: expected named parameters, as in figure=\\"targets\\": %s" .Position -}}
{{- else -}}
  {{- $opening := "[{][{]%s[[:space:]]*%s[[:space:]]" -}}
  {{- $asMarkdown := findRE (printf $opening "%" "label-smoothing") .Page.RawContent -}}
  {{- $asHtml := findRE (printf $opening "<" "label-smoothing") .Page.RawContent -}}
  {{- with .Parent -}}
    {{- $asMarkdown = findRE (printf $opening "%" .Name) .Page.RawContent -}}
    {{- $asHtml = findRE (printf $opening "<" .Name) .Page.RawContent -}}
  {{- end -}}
  {{- if and $asMarkdown $asHtml (in (.Page.RenderString "<b>html</b>") "omitted") -}}
    {{- errorf "label-smoothing: a page writes all shortcodes with or around figures between {{<  and >}} or all between {{%% and %%}}, unless the site sets markup.goldmark.renderer.unsafe = true: %s" .Position -}}
  {{- end -}}
  {{- if and $asMarkdown (not $asHtml) }}

\`\`\`label-smoothing
{{ .Params | jsonify | safeHTML }}
\`\`\`

{{ else -}}
    {{- partial "label-smoothing.html" (dict "params" .Params "page" .Page "position" .Position) -}}
  {{- end -}}
{{- end -}}
`;

const hook = `{{- /* A block of code of the language label-smoothing, with a line for each parameter, as in "figure: targets". */ -}}
{{- partial "label-smoothing.html" (dict "params" (transform.Unmarshal (dict "format" "yaml") .Inner) "page" .Page "position" .Position) -}}
`;

/** The files of the module, except the script and its parts, which the build puts into `static`. */
export function hugoFiles(
  version: string,
  integrity: string,
  figures: readonly HugoFigure[],
): ReadonlyMap<string, string> {
  return new Map([
    ['go.mod', 'module label-smoothing\n\ngo 1.16\n'],
    ['hugo.toml', '[module.hugoVersion]\n  min = "0.100.0"\n'],
    [`static/label-smoothing/${version}/label-smoothing.css`, styleSheet],
    ['layouts/partials/label-smoothing.html', partial(version, integrity, figures)],
    // Where Hugo looks since 0.146, and where older versions look.
    ['layouts/_partials/label-smoothing.html', partial(version, integrity, figures)],
    ['layouts/_shortcodes/label-smoothing.html', shortcode],
    ['layouts/shortcodes/label-smoothing.html', shortcode],
    ['layouts/_markup/render-codeblock-label-smoothing.html', hook],
    ['layouts/_default/_markup/render-codeblock-label-smoothing.html', hook],
  ]);
}
