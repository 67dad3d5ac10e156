// Draws what the stream says: first the history, then a frame a second. In a report the lines are inside the page.
'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const report = $('data');
  const STREAM = report ? null : new URL('stream', document.currentScript.src);
  // A browser asks no address that holds a password; it sends the one that the page was opened with by itself.
  if (STREAM) STREAM.username = STREAM.password = '';
  const RANGES = [[1, 900, '15 minutes'], [10, 1080, '3 hours'], [60, 1440, '24 hours']];
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const CHARTS = [
    ['Temperature', ['temperature_celsius device', 'temperature_celsius host'], '_celsius'],
    ['Power', ['power_watts device'], '_watts'],
    ['Utilisation of the device', ['utilization_ratio device'], '_ratio'],
    ['Time busy, by model', ['busy_ratio model'], '_ratio'],
    ['Generated tokens', ['tokens_per_second model'], '_per_second'],
    ['Vision frames', ['frames_per_second model'], '_per_second'],
    ['First token, P50 and P99', ['first_token_p50_seconds model', 'first_token_p99_seconds model'], '_seconds'],
    ['Gap between tokens, P50 and P99', ['gap_p50_seconds model', 'gap_p99_seconds model'], '_seconds'],
    ['Whole requests, P50 and P99', ['duration_p50_seconds model', 'duration_p99_seconds model'], '_seconds'],
    ['Running and waiting requests', ['in_flight model', 'queued model'], ''],
    ['HTTP requests', ['requests_per_second http', 'errors_per_second http'], '_per_second'],
  ];
  const EDGES = Array.from({ length: 21 }, (_, k) => 0.01 * 2 ** (k - 7));

  // Numbers with their units; what is not known is a dash that says so.
  const digits = (v, n = 3) => v === 0 ? '0' : Math.abs(v) >= 1000 ? Math.round(v).toLocaleString('en') : String(+v.toPrecision(n));
  const scaled = (v, steps) => { for (const [from, unit] of steps) if (Math.abs(v) >= from) return digits(v / from) + ' ' + unit; const [from, unit] = steps.at(-1); return digits(v / from) + ' ' + unit; };
  function show(value, name) {
    if (value === undefined || value === null || !Number.isFinite(value)) return '–';
    if (name.endsWith('_per_second')) return digits(value) + ' /s';
    if (name.endsWith('_seconds')) return value === 0 ? '0 s' : scaled(value, [[1, 's'], [1e-3, 'ms'], [1e-6, 'µs']]);
    if (name.endsWith('_celsius')) return digits(value) + ' °C';
    if (name.endsWith('_watts')) return digits(value) + ' W';
    if (name.endsWith('_ratio')) return digits(value * 100) + ' %';
    if (name.endsWith('_hertz')) return scaled(value, [[1e9, 'GHz'], [1e6, 'MHz'], [1, 'Hz']]);
    if (name.endsWith('_bytes')) return scaled(value, [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [1024, 'KiB'], [1, 'B']]);
    if (name.includes('joules')) return scaled(value, [[1, 'J'], [1e-3, 'mJ'], [1e-6, 'µJ']]);
    return digits(value);
  }
  const clock = at => new Date(at * 1000).toLocaleTimeString([], { hour12: false });
  const ago = seconds => seconds < 90 ? Math.max(0, Math.round(seconds)) + ' s' : seconds < 5400 ? Math.round(seconds / 60) + ' min' : seconds < 172800 ? Math.round(seconds / 3600) + ' h' : Math.round(seconds / 86400) + ' d';
  const plain = name => name.replaceAll('_', ' ');
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  }
  // What has not changed is left alone: a screen reader's place, a selection, a focus.
  const shown = new WeakMap();
  function fill(element, key, build) {
    const text = JSON.stringify(key);
    if (shown.get(element) === text) return;
    shown.set(element, text);
    element.replaceChildren(...[build()].flat());
  }
  const text = (id, value) => { if ($(id).textContent !== value) $(id).textContent = value; };

  // The past, by step: x is when, names hold the values. All lists of a step are equally long.
  let levels = new Map(), step = 1;
  function history(line) {
    const names = new Map(), n = Math.max(0, ...Object.values(line.series).map(list => list.length));
    for (const [name, list] of Object.entries(line.series)) names.set(name, new Array(n - list.length).fill(null).concat(list));
    levels.set(line.step, { end: line.end, n, names, open: new Map() });
  }
  const MOST = /_p\d\d_|celsius|level|in_flight|queued/;
  function points(frame) {
    const all = new Map(), add = (values, of) => { for (const [name, value] of Object.entries(values)) all.set((name + ' ' + of).trim(), value); };
    frame.devices.forEach(device => add(device.values, 'device ' + device.name));
    frame.models.forEach(model => add(model.values, 'model ' + model.name));
    add(frame.host.values, 'host'); add(frame.http, 'http');
    frame.latency.forEach((rate, edge) => { if (rate > 0) all.set('latency edge ' + edge, rate); });
    return all;
  }
  function append(level, size, seconds, values, end) {
    const missing = Math.min(Math.max(1, Math.round((end - level.end) / seconds)), size);
    for (let i = 0; i < missing; i++) {
      const last = i === missing - 1;
      for (const [name, list] of level.names) { list.push(last && values.has(name) ? values.get(name) : null); if (list.length > size) list.shift(); }
      level.n = Math.min(level.n + 1, size);
    }
    for (const [name, value] of values) if (!level.names.has(name)) { const list = new Array(level.n).fill(null); list[level.n - 1] = value; level.names.set(name, list); }
    level.end = end;
  }
  function keep(frame) {
    const now = points(frame);
    for (const [seconds, size] of RANGES) {
      if (!levels.has(seconds)) levels.set(seconds, { end: frame.at - seconds, n: 0, names: new Map(), open: new Map() });
      const level = levels.get(seconds);
      if (seconds === 1) { if (frame.at - level.end > 0.4) append(level, size, 1, now, frame.at); continue; }
      for (const [name, value] of now) {
        const open = level.open.get(name) || { sum: 0, n: 0, most: -Infinity };
        open.sum += value; open.n++; open.most = Math.max(open.most, value);
        level.open.set(name, open);
      }
      if (frame.at - level.end >= seconds) {
        const values = new Map([...level.open].map(([name, open]) => [name, MOST.test(name) ? open.most : open.sum / open.n]));
        level.open.clear();
        append(level, size, seconds, values, frame.at);
      }
    }
  }

  // Charts.
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = [];
  function buildCharts() {
    for (const [title, wanted, unit] of CHARTS) {
      const legend = make('ul', { class: 'legend' }), plot = make('div', { class: 'plot' }), table = make('div', { tabindex: '0', role: 'region', 'aria-label': title + ', as a table' });
      const details = make('details', {}, make('summary', {}, 'As a table'), table);
      const figure = make('figure', { hidden: '' }, make('figcaption', {}, title), legend, plot, details);
      const chart = { title, wanted, unit, legend, plot, table, details, figure, key: '' };
      details.addEventListener('toggle', () => tabulate(chart));
      charts.push(chart);
      $('charts').append(figure);
    }
    const plot = make('canvas', { role: 'img', 'aria-label': 'Requests by duration over time; the table below has the numbers' });
    const table = make('div', { tabindex: '0', role: 'region', 'aria-label': 'Latency, as a table' }), details = make('details', {}, make('summary', {}, 'As a table'), table);
    const chart = { title: 'Latency of requests', heat: true, wanted: ['latency edge'], unit: '_per_second', canvas: plot, plot: make('div', { class: 'plot' }, plot), table, details, legend: make('ul', { class: 'legend' }), key: '' };
    chart.figure = make('figure', { hidden: '' }, make('figcaption', {}, chart.title), chart.legend, chart.plot, details);
    details.addEventListener('toggle', () => tabulate(chart));
    charts.push(chart);
    $('charts').append(chart.figure);
  }
  const times = level => Array.from({ length: level.n }, (_, i) => level.end - (level.n - 1 - i) * step);
  function select(chart, level) {
    const names = [...level.names.keys()].filter(name => chart.wanted.some(wanted => name === wanted || name.startsWith(wanted + ' ')));
    return names.filter(name => level.names.get(name).some(value => value !== null && value !== 0) || !/queued|errors|edge/.test(name)).filter(name => level.names.get(name).some(value => value !== null)).sort();
  }
  function label(name) {
    const [value, , ...of] = name.split(' ');
    const which = value.match(/_p(\d\d)_/) ? ' P' + value.match(/_p(\d\d)_/)[1] : { in_flight: ' running', queued: ' waiting', errors_per_second: ' errors' }[value] || '';
    return (of.join(' ') || { host: 'host', http: 'all' }[name.split(' ')[1]] || '') + which;
  }
  const edge = number => number < 21 ? '≤ ' + show(EDGES[number], '_seconds') : '> ' + show(EDGES[20], '_seconds');
  function draw() {
    const level = levels.get(step);
    if (!level || !level.n) return;
    const x = times(level), absent = [];
    for (const chart of charts) {
      const names = select(chart, level);
      chart.figure.hidden = names.length === 0;
      if (!names.length) { absent.push(chart.title.toLowerCase()); continue; }
      chart.names = names;
      chart.heat ? heat(chart, level, x, names) : line(chart, level, x, names);
      if (chart.details.open) tabulate(chart);
    }
    text('unknown', absent.length ? 'Nothing is known here of: ' + absent.join(', ') + '. What can\u2019t be read says why beside its device.' : '');
  }
  function legend(chart, level, names, at) {
    names.forEach((name, i) => {
      const list = level.names.get(name), value = list[at === null || at === undefined ? list.length - 1 : at];
      const b = chart.legend.children[i] && chart.legend.children[i].lastChild;
      if (b) b.textContent = show(value, chart.unit);
    });
  }
  function line(chart, level, x, names) {
    const width = chart.plot.clientWidth, key = names.join('|') + width + css('--ink');
    const data = [x, ...names.map(name => level.names.get(name))];
    if (chart.key !== key) {
      if (chart.u) chart.u.destroy();
      chart.key = key;
      const axis = { stroke: css('--dim'), grid: { stroke: css('--grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
      chart.u = new uPlot({
        width, height: 170, padding: [8, 30, 0, 0], legend: { show: false }, cursor: { y: false, points: { size: 5 } },
        scales: { y: { range: (u, low, high) => low === null ? [0, 1] : [chart.unit === '_celsius' ? Math.floor(low - 2) : 0, high > 0 ? (chart.unit === '_celsius' ? Math.ceil(high + 2) : high * 1.1) : 1] } },
        axes: [{ ...axis, space: 70, size: 28, values: (u, list) => list.map(at => new Date(at * 1000).toLocaleTimeString([], { hour12: false, hour: '2-digit', minute: '2-digit', second: step === 1 ? '2-digit' : undefined })) }, { ...axis, size: 62, values: (u, list) => list.map(v => show(v, chart.unit)) }],
        series: [{}, ...names.map((name, i) => ({ stroke: css('--c' + i % 8), width: 1.5, dash: /_p99_|queued|errors/.test(name) ? [4, 3] : undefined, points: { show: x.length < 4 }, spanGaps: false }))],
        hooks: { setCursor: [u => legend(chart, levels.get(step), chart.names, u.cursor.idx)] },
      }, data, chart.plot);
      chart.u.root.querySelectorAll('canvas').forEach(canvas => { canvas.setAttribute('role', 'img'); canvas.setAttribute('aria-label', chart.title + ', drawn over time; the table below has the numbers'); });
      chart.legend.replaceChildren(...names.map((name, i) => {
        const swatch = make('i', {}); swatch.style.background = css('--c' + i % 8);
        return make('li', {}, swatch, label(name) + ' ', make('b', {}));
      }));
    } else chart.u.setData(data);
    legend(chart, level, names, chart.u.cursor.idx);
  }
  function heat(chart, level, x, names) {
    const canvas = chart.canvas, ratio = devicePixelRatio || 1, width = chart.plot.clientWidth, height = 170;
    canvas.width = width * ratio; canvas.height = height * ratio; canvas.style.width = width + 'px'; canvas.style.height = height + 'px';
    const pen = canvas.getContext('2d'), rows = names.map(name => +name.split(' ').pop()).sort((a, b) => a - b);
    const low = rows[0], high = rows.at(-1), left = 62, bottom = 22;
    pen.scale(ratio, ratio);
    const most = Math.max(...names.map(name => level.names.get(name).reduce((a, b) => Math.max(a, b || 0), 0)));
    const cell = (height - bottom) / (high - low + 1), across = (width - left) / level.n;
    pen.fillStyle = css('--c0');
    for (const name of names) {
      const row = +name.split(' ').pop(), y = (high - row) * cell;
      level.names.get(name).forEach((rate, i) => {
        if (!rate) return;
        pen.globalAlpha = 0.2 + 0.8 * Math.sqrt(rate / most);
        pen.fillRect(left + i * across, y + 1, Math.max(1, across), Math.max(1, cell - 2));
      });
    }
    pen.globalAlpha = 1; pen.fillStyle = css('--dim'); pen.font = '12px system-ui, sans-serif'; pen.textAlign = 'right'; pen.textBaseline = 'middle';
    const every = Math.ceil((high - low + 1) / 7);
    for (let row = low; row <= high; row += every) pen.fillText(edge(row), left - 6, (high - row + .5) * cell);
    pen.textAlign = 'left'; pen.fillText(clock(x[0]), left, height - 8); pen.textAlign = 'right'; pen.fillText(clock(x.at(-1)), width, height - 8);
    fill(chart.legend, [most], () => [make('li', {}, 'the fuller the colour the more; the fullest is ', make('b', {}, show(most, '_per_second')))]);
  }
  function tabulate(chart) {
    if (!chart.details.open || !chart.names) return;
    const level = levels.get(step), x = times(level), every = Math.max(1, Math.floor(level.n / 30)), rows = [];
    for (let i = level.n - 1; i >= 0; i -= every) rows.push(make('tr', {}, make('th', { scope: 'row' }, clock(x[i])), ...chart.names.map(name => make('td', {}, show(level.names.get(name)[i], chart.unit)))));
    const head = make('tr', {}, make('th', { scope: 'col' }, 'time'), ...chart.names.map(name => make('th', { scope: 'col' }, chart.heat ? edge(+name.split(' ').pop()) : label(name))));
    chart.table.replaceChildren(make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)));
  }

  // The first screen.
  const big = (value, what) => make('div', {}, make('b', {}, value), make('span', {}, what));
  const pairs = list => list.flatMap(([what, value]) => [make('dt', {}, what), make('dd', {}, value)]);
  const BAD = { hung: 'bad', lost: 'bad', slow: 'warning', failing: 'bad', busy: 'good', idle: 'good' };
  const why = absent => absent.map(({ what, why }) => plain(what) + ': ' + why).join(', ');
  function device(d) {
    const v = d.values, missing = name => { const found = d.absent.find(({ what }) => what === name); return found ? found.why : 'not reported'; };
    // Of the levels of throttling the first says enough.
    const throttles = Math.min(...d.limits.filter(([level]) => level.startsWith('throttling')).map(([, limit]) => limit));
    const limits = [...d.limits.filter(([level]) => !level.startsWith('throttling')).map(([level, limit]) => level + ' ' + show(limit, '_celsius')), ...(Number.isFinite(throttles) ? ['throttles from ' + show(throttles, '_celsius')] : [])].join(', ');
    return make('article', { class: 'card' },
      make('h3', {}, make('span', {}, d.name), make('span', { class: 'chip ' + (BAD[d.state] || '') }, d.state || 'not watched')),
      d.because ? make('p', { class: BAD[d.state] || 'warning' }, d.because) : null,
      make('div', { class: 'big' },
        v.temperature_celsius === undefined ? big('–', 'temperature: ' + missing('temperature')) : big(show(v.temperature_celsius, '_celsius'), limits ? 'limits: ' + limits : 'temperature; its limits are not told'),
        v.power_watts === undefined ? big('–', 'power: ' + missing('power')) : big(show(v.power_watts, '_watts'), 'power'),
        v.utilization_ratio === undefined ? null : big(show(v.utilization_ratio, '_ratio'), 'utilisation')),
      make('dl', {}, ...pairs([
        ['throttling', v.throttling_level === undefined ? 'not told' : v.throttling_level === 0 ? 'none' : 'level ' + v.throttling_level],
        ['throttled so far', show(d.throttled_seconds, '_seconds')],
        ['clock', v.clock_hertz === undefined ? 'not reported' : show(v.clock_hertz, '_hertz')],
        ...(v.memory_used_bytes === undefined ? [] : [['memory used', show(v.memory_used_bytes, '_bytes')]]),
        ['energy', d.energy_joules === undefined ? 'not measured' : show(d.energy_joules, 'joules')],
        ['link', (d.link || 'not told') + (d.link_errors ? ', ' + d.link_errors + ' errors' : '')],
        ['chip · board', [d.architecture, d.board].filter(Boolean).join(' · ') || 'not told'],
        ['library · firmware', [d.library, d.firmware].filter(Boolean).join(' · ') || 'not told'],
        ...(d.holders.length ? [['also open in', d.holders.join(', ')]] : []),
        ...(d.absent.length ? [['can\u2019t be read', why(d.absent)]] : []),
      ])));
  }
  function model(m) {
    const v = m.values, row = (what, name) => v[name + '_p50_seconds'] === undefined ? null : make('tr', {}, make('th', { scope: 'row' }, what), ...['p50', 'p90', 'p99'].map(p => make('td', {}, show(v[name + '_' + p + '_seconds'], '_seconds'))));
    const rows = [row('first token', 'first_token'), row('gap', 'gap'), row('request', 'duration')].filter(Boolean);
    const energy = v.joules_per_token !== undefined ? [show(v.joules_per_token, 'joules'), 'per token'] : v.joules_per_frame !== undefined ? [show(v.joules_per_frame, 'joules'), 'per frame'] : null;
    return make('article', { class: 'card' },
      make('h3', {}, make('span', {}, m.name), make('span', { class: 'chip ' + (BAD[m.state] || '') }, m.state)),
      m.what ? make('p', { class: 'note' }, m.what) : null,
      make('div', { class: 'big' },
        v.tokens_per_second !== undefined ? big(show(v.tokens_per_second, '_per_second'), 'tokens') : v.frames_per_second !== undefined ? big(show(v.frames_per_second, '_per_second'), 'frames') : big(show(v.requests_per_second, '_per_second'), 'requests'),
        big(v.in_flight + ' + ' + v.queued, 'running + waiting'),
        energy ? big(...energy) : null),
      rows.length ? make('table', {}, make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'last minute'), ...['P50', 'P90', 'P99'].map(p => make('th', { scope: 'col' }, p)))), make('tbody', {}, ...rows)) : make('p', { class: 'note' }, 'No request in the last minute.'),
      make('dl', {}, ...pairs([
        ['requests', digits(m.requests) + (m.failed ? ', ' + m.failed + ' failed' : '') + (m.cancelled ? ', ' + m.cancelled + ' cancelled' : '')],
        ...(m.output_tokens ? [['tokens', digits(m.output_tokens)]] : []),
        ...(v.queue_p99_seconds === undefined ? [] : [['wait for the device, P99', show(v.queue_p99_seconds, '_seconds')]]),
        ['energy', m.energy_joules === undefined ? 'not measured' : show(m.energy_joules, 'joules') + (v.energy_coverage_ratio === undefined ? '' : ', ' + show(v.energy_coverage_ratio, '_ratio') + ' of its time measured')],
        ...(m.context_tokens === undefined ? [] : [['context', digits(m.context_tokens) + (m.context_capacity_tokens ? ' of ' + digits(m.context_capacity_tokens) : '') + ' tokens']]),
        ...(m.load_seconds === undefined ? [] : [['loaded in', show(m.load_seconds, '_seconds')]]),
      ])));
  }
  let frame = null, heard = 0, drawn = -Infinity, later = 0;
  function render() {
    const f = frame;
    $('verdict').dataset.level = f.verdict.level;
    text('word', f.verdict.word);
    text('since', 'since ' + clock(f.verdict.since) + ' (' + ago(f.at - f.verdict.since) + ')');
    text('evidence', f.verdict.evidence);
    text('about', [f.about.service, f.about.why_simulated ? 'nothing real, since ' + f.about.why_simulated : '', f.about.host, 'version ' + (f.about.version || 'unknown'), 'up ' + ago(f.about.uptime_seconds)].filter(Boolean).join(' · '));
    document.title = (report ? 'Report: ' : '') + f.verdict.word + ' · Hailo live';
    text('versions', f.versions.length ? f.versions.map(v => v.component + ' ' + v.version + (v.status === 'ok' ? '' : ' (' + v.status + ')')).join(' · ') : 'No versions are known: nothing has told them yet.');
    fill($('devices'), f.devices, () => f.devices.length ? f.devices.map(device) : make('p', { class: 'note' }, 'No device has been opened.'));
    text('models-note', 'Percentiles are of the last ' + f.own.window_seconds + ' s, within ±' + digits(f.own.percentile_error_ratio * 100, 2) + ' % of a value.' + (f.models_beyond ? ' ' + f.models_beyond + ' more models are not shown.' : ''));
    fill($('models'), f.models, () => f.models.length ? f.models.map(model) : make('p', { class: 'note' }, 'No request has been recorded.'));
    fill($('others'), f.processes, () => f.processes.length ? make('table', {}, make('thead', {}, make('tr', {}, ...['process', 'model', 'use', 'frames'].map(h => make('th', { scope: 'col' }, h)))), make('tbody', {}, ...f.processes.map(p => make('tr', {}, make('th', { scope: 'row' }, p.process), make('td', {}, p.model), make('td', {}, show(p.utilization_ratio, '_ratio')), make('td', {}, show(p.frames_per_second, '_per_second')))))) : make('p', { class: 'note' }, f.host.absent.some(a => a.what === 'monitor_files') ? 'None are known: HailoRT\u2019s monitor files are not there (HAILO_MONITOR=1 makes them).' : 'None.'));
    fill($('power'), [f.host.power, f.host.rails, f.host.absent], () => f.host.power.length || f.host.rails.length ? make('dl', {}, ...pairs([...f.host.power.map(c => [plain(c.condition), (c.now ? 'NOW' : 'no') + (c.since_boot ? ', but since boot' : '')]), ...f.host.rails.map(([rail, volts]) => [rail, digits(volts, 4) + ' V'])])) : make('p', { class: 'note' }, f.host.absent.length ? 'Not known: ' + why(f.host.absent) : 'This host does not tell.'));
    fill($('events'), f.events, () => f.events.length ? [...f.events].reverse().map(e => make('li', {}, make('time', {}, clock(e.at)), make('span', { class: e.level }, e.what))) : make('li', { class: 'note' }, 'Nothing has happened.'));
    fill($('http'), f.http, () => pairs([['requests', show(f.http.requests_per_second, '_per_second')], ['server errors', show(f.http.errors_per_second, '_per_second')], ['open now', show(f.http.active, '')], ['response, P50', show(f.http.response_p50_seconds, '_seconds')], ['response, P99', show(f.http.response_p99_seconds, '_seconds')]]));
    const h = f.host.values;
    fill($('host'), [h, f.host.absent], () => pairs([['host\u2019s temperature', h.temperature_celsius === undefined ? 'not told' : show(h.temperature_celsius, '_celsius')], ['memory for devices, free', h.cma_free_bytes === undefined ? 'not told' : show(h.cma_free_bytes, '_bytes')], ['this process, resident', show(h.resident_bytes, '_bytes')], ['this process, processor', h.cpu_ratio === undefined ? '–' : show(h.cpu_ratio, '_ratio') + ' of a core'], ...(f.host.absent.length ? [['can\u2019t be read', why(f.host.absent)]] : [])]));
    fill($('alerts'), f.alerts, () => f.alerts.length ? make('ul', {}, ...f.alerts.map(a => make('li', {}, a.name + ' (' + a.severity + ') × ' + a.count))) : make('p', { class: 'note' }, 'None fires, as far as the webhook was told.'));
    const o = f.own;
    fill($('own'), o, () => pairs([['laws of the counts', o.laws_broken.length ? o.laws_broken.map(([law, n]) => law + ' broken ' + n + ' times').join(', ') : 'all hold'], ...o.record_nanoseconds.map(([what, ns]) => ['a ' + plain(what) + ' costs', digits(ns) + ' ns']), ['series', digits(o.series)], ['history', show(o.history_bytes, '_bytes')], ['making a frame', show(o.frame_seconds, '_seconds')]]));
  }
  function take(line) {
    if (line.kind === 'history') { history(line); return; }
    frame = line;
    if (!report) keep(line);
  }
  function paint(force) {
    if (!frame || document.hidden) return;
    render();
    // What comes too soon after the last drawing is drawn later: it may be the last frame that comes.
    const rest = (calm.matches ? 4900 : 900) - (performance.now() - drawn);
    clearTimeout(later);
    if (force || rest <= 0) { drawn = performance.now(); draw(); } else later = setTimeout(paint, rest, true);
  }

  // The stream, for as long as somebody looks.
  let source = null, retry = 0;
  function say() {
    if (report) return;
    const silent = (Date.now() - heard) / 1000;
    text('link', heard && silent > 3 ? 'No frame since ' + clock(heard / 1000) + ' (' + ago(silent) + '): what is shown is old. Trying again.' : '');
  }
  function open() {
    if (source || document.hidden) return;
    source = new EventSource(STREAM);
    source.onmessage = message => { heard = Date.now(); const line = JSON.parse(message.data); take(line); if (line.kind === 'frame') { say(); paint(); } };
    source.onerror = () => {
      // The browser tries again by itself, but not after a refusal.
      if (!heard) text('evidence', 'The stream can\u2019t be had; all places may be taken. Trying again.');
      if (source && source.readyState === EventSource.CLOSED) { close(); clearTimeout(retry); retry = setTimeout(open, 5000); }
    };
  }
  function close() { if (source) source.close(); source = null; }
  function ranges() {
    const known = report ? [...levels.keys()].map(s => [s, 0, 'all of it']) : RANGES;
    step = known[0][0];
    $('ranges').replaceChildren(...(report ? [] : known.map(([seconds, , name]) => {
      const button = make('button', { type: 'button', 'aria-pressed': String(seconds === step) }, name);
      button.addEventListener('click', () => { step = seconds; for (const other of $('ranges').children) other.setAttribute('aria-pressed', String(other === button)); paint(true); });
      return button;
    })));
  }
  buildCharts();
  if (report) { JSON.parse(report.textContent).forEach(take); ranges(); text('link', 'Recorded; the last frame is of ' + new Date(frame.at * 1000).toLocaleString() + '.'); paint(true); }
  else { ranges(); open(); setInterval(say, 1000); document.addEventListener('visibilitychange', () => { if (document.hidden) { clearTimeout(retry); close(); } else open(); }); }
  const again = () => { charts.forEach(chart => { chart.key = ''; }); paint(true); };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  let resized = 0;
  addEventListener('resize', () => { clearTimeout(resized); resized = setTimeout(again, 150); });
  // For tests and the curious: what is drawn, and how much of it.
  window.hailo = { charts: () => charts.filter(chart => !chart.figure.hidden).map(chart => ({ title: chart.title, values: chart.names.reduce((sum, name) => sum + levels.get(step).names.get(name).filter(v => v !== null).length, 0) })), frame: () => frame, cut: close, open };
})();
