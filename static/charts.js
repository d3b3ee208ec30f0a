/* Draws a chart above each table that has a place for one (data-chart names the table): bars over the first two columns, in the
   colours of the page. The table says the same, so that nothing is lost where this does not run. */

const HEIGHT = 160;
const bars = uPlot.paths.bars({ size: [0.7, 60] });

function read(table) {
  const rows = [...table.tBodies[0].rows];
  return { names: rows.map((row) => row.cells[0].textContent.trim()), values: rows.map((row) => Number(row.cells[1].textContent)) };
}

function draw(place) {
  const table = document.getElementById(place.dataset.chart);
  const { names, values } = read(table);
  if (!names.length) return;
  const style = getComputedStyle(document.body);
  const ink = style.color, accent = style.getPropertyValue("--accent").trim() || ink, line = style.getPropertyValue("--line").trim() || ink;
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
  place.replaceChildren();
  new uPlot({
    width: place.clientWidth, height: HEIGHT, legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false, range: [-0.6, names.length - 0.4] }, y: { range: (_plot, _low, high) => [0, Math.max(high, 1)] } },
    axes: [
      { ...axis, splits: () => names.map((_name, n) => n), values: (_plot, at) => at.map((n) => names[n]?.slice(-5) ?? ""), grid: { show: false } },
      { ...axis, size: 44, incrs: [1, 2, 5].flatMap((n) => [1, 10, 100, 1000, 10000].map((m) => n * m)).sort((a, b) => a - b) },
    ],
    series: [{}, { fill: accent, stroke: accent, paths: bars, points: { show: false } }],
  }, [names.map((_name, n) => n), values], place);
}

const all = () => document.querySelectorAll("[data-chart]").forEach(draw);
all();
addEventListener("resize", all);
