"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const chart = document.getElementById("chart");
  if (!window.vis || !data.items.happened.length && !data.windows.length) { chart.remove(); return; }
  const text = (words, tip) => {
    const element = document.createElement("span");
    element.textContent = words;
    element.title = tip || words;
    return element;
  };
  const lanes = data.windows.map((w) => ({ id: "w" + w.lane, label: w.event, order: w.lane - 1000, className: "event" }))
    .concat(data.lanes.map((label, i) => ({ id: "l" + i, label, order: i })));
  const groups = new vis.DataSet();
  for (const lane of lanes) if (!groups.get(lane.id)) groups.add(lane);
  const items = new vis.DataSet();
  const day = (iso) => vis.moment(iso, "YYYY-MM-DD").toDate();
  const item = (one, id, group) => ({
    id, group, start: day(one.start), end: day(one.end), label: one.label, tip: one.tip, target: one.target,
    className: one.unnamed ? "unnamed" : group[0] === "w" ? "window" : "", type: "range",
    style: `--full:${one.full}%;--fading:${one.fading}%`,
  });
  const draw = (kind) => {
    items.clear();
    items.add(data.windows.map((w, i) => item(w, "w" + i, "w" + w.lane)));
    items.add(data.items[kind].map((m, i) => item(m, kind + i, "l" + m.lane)));
    const used = new Set(items.map((one) => one.group));
    groups.forEach((group) => groups.update({ id: group.id, visible: used.has(group.id) }));
    const edges = items.map((one) => [+one.start, +one.end]).flat();
    const first = Math.min(...edges), last = Math.max(...edges), room = Math.max(last - first, 864e5);
    return { start: new Date(first - room * .03), end: new Date(last + room * .12) }; // the labels stand to the right
  };
  const shown = draw("happened");
  const timeline = new vis.Timeline(chart, items, groups, {
    groupOrder: "order", stack: true, selectable: true, showTooltips: false,
    ...shown, margin: { item: { horizontal: 4, vertical: 4 }, axis: 6 }, maxHeight: "70vh", verticalScroll: true,
    zoomKey: "ctrlKey", zoomMin: 864e5, orientation: { axis: "both", item: "top" },
    template: (one) => text(one.label, one.tip), groupTemplate: (group) => group ? text(group.label) : document.createElement("span"),
  });
  timeline.on("select", ({ items: [id] }) => {
    const one = id && items.get(id);
    const place = one && document.getElementById(one.target);
    if (!place) return;
    document.querySelectorAll(".shown").forEach((old) => old.classList.remove("shown"));
    place.classList.add("shown");
    place.scrollIntoView({ block: "center", behavior: "auto" });
  });
  document.querySelectorAll("input[name=time]").forEach((choice) => choice.addEventListener("change", () => {
    const { start, end } = draw(choice.value);
    timeline.setWindow(start, end, { animation: false });
  }));
})();
