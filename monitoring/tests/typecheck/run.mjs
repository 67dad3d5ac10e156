// Holds the dashboards against Grafana's own TypeScript schema, panel by panel, and parses every LogQL query.
// usage: node run.mjs FOLDER DASHBOARD.json...    FOLDER has @grafana/schema, typescript and @grafana/lezer-logql installed
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const ts = require('typescript');
const { parser } = require('@grafana/lezer-logql');

const PANELS = {
  stat: 'Stat', timeseries: 'TimeSeries', piechart: 'PieChart', gauge: 'Gauge', table: 'Table',
  heatmap: 'Heatmap', 'state-timeline': 'StateTimeline', logs: 'Logs',
};
// These panels configure their fields beyond what every panel has.
const CUSTOM = new Set(['timeseries', 'piechart', 'table', 'heatmap', 'state-timeline']);
const lower = (name) => name.toLowerCase();
const module = (name) => `@grafana/schema/dist/esm/raw/composable/${lower(name)}/panelcfg/x/${name}PanelCfg_types.gen`;

let source = Object.entries(PANELS).map(([, n]) => `import type * as ${n} from '${module(n)}';`).join('\n');
source += `
import type { Dashboard, Panel, DataQuery } from '@grafana/schema';
// JSON has the values of enums, not their names.
type Plain<T> = T extends string ? \`\${T}\` : T extends number | boolean | null | undefined ? T
  : unknown extends T ? any : { [K in keyof T]: Plain<T[K]> };
interface Query extends DataQuery { expr: string; legendFormat: string; format: string; instant: boolean; range: boolean; editorMode: string }
`;
let panels = 0, logql = 0, failed = 0;
for (const [f, file] of files.entries()) {
  const dashboard = JSON.parse(readFileSync(file, 'utf8'));
  const { panels: all, annotations, templating, ...head } = dashboard;
  source += `export const head${f}: Plain<Omit<Dashboard, 'panels' | 'annotations' | 'templating'>> = ${JSON.stringify(head)};\n`;
  for (const v of templating.list) if (!['datasource', 'query'].includes(v.type)) throw new Error(`variable type ${v.type}`);
  for (const panel of all) {
    if (panel.type === 'row') continue;
    const name = PANELS[panel.type];
    if (!name) throw new Error(`${panel.title}: no schema for panel type ${panel.type}`);
    panels += 1;
    const { options, fieldConfig, targets, ...rest } = panel;
    const { custom, ...defaults } = fieldConfig.defaults;
    source += `// ${panel.title}\n`;
    source += `export const p${f}_${panel.id}: Plain<Omit<Panel, 'options' | 'fieldConfig' | 'targets'>> = ${JSON.stringify(rest)};\n`;
    source += `export const o${f}_${panel.id}: Plain<${name}.Options> = ${JSON.stringify(options)};\n`;
    source += `export const d${f}_${panel.id}: Plain<NonNullable<Panel['fieldConfig']>['defaults']> = ${JSON.stringify(defaults)};\n`;
    if (CUSTOM.has(panel.type)) source += `export const c${f}_${panel.id}: Plain<Partial<${name}.FieldConfig>> = ${JSON.stringify(custom)};\n`;
    else if (Object.keys(custom).length) throw new Error(`${panel.title}: a ${panel.type} has no field options`);
    for (const [t, target] of targets.entries()) {
      const { datasource, ...query } = target;
      source += `export const t${f}_${panel.id}_${t}: Plain<Query> = ${JSON.stringify(query)};\n`;
      if (datasource.type !== 'loki') continue;
      logql += 1;
      const tree = parser.parse(target.expr.replaceAll('$__auto', '1m'));
      tree.iterate({ enter: (node) => { if (node.type.isError) { failed += 1; console.log(`${panel.title}: LogQL error at ${node.from}: ${target.expr}`); } } });
    }
  }
}
if (process.env.SELF_TEST) source += `export const wrong: Plain<Stat.Options> = { colorMode: 'no such mode' };\n`;

const at = join(folder, 'dashboards.ts');
writeFileSync(at, source);
const program = ts.createProgram([at], { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] });
for (const d of ts.getPreEmitDiagnostics(program)) {
  failed += 1;
  const line = d.file && d.start !== undefined ? d.file.text.slice(0, d.start).split('\n').length : 0;
  const above = d.file ? source.split('\n').slice(0, line).reverse().find((l) => l.startsWith('// ')) : '';
  console.log(`${above} line ${line}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n  ')}`);
}
console.log(`${panels} panels type-checked, ${logql} LogQL queries parsed, ${failed} errors`);
process.exit(failed || !panels || !logql ? 1 : 0);
